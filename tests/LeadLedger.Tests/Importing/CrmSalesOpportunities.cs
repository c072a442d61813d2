using System.Text.Json;
using LeadLedger.Server.Importing;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LeadLedger.Tests.Importing;

/// <summary>The public set, imported by the shipped mapping while the API serves on the same database.</summary>
public sealed class CrmSalesOpportunities : IAsyncLifetime, IDisposable
{
    public ApiFixture Api { get; } = new();

    internal ImportTally Tally { get; private set; } = new();

    internal string? Rejects { get; private set; }

    /// <summary>Figures that were computed from the files, independently.</summary>
    public JsonElement Reference { get; private set; }

    public async Task InitializeAsync()
    {
        if (SampleData.CrmSalesOpportunities is not { } folder)
            return;
        var reference = await File.ReadAllTextAsync(Path.Combine(folder, "reference.json"));
        Reference = JsonDocument.Parse(reference).RootElement.GetProperty("maven_crm_sales");
        await Api.InitializeAsync();
        (Tally, Rejects) = await Import();
    }

    public async Task DisposeAsync()
    {
        if (SampleData.CrmSalesOpportunities is not null)
            await Api.DisposeAsync();
    }

    public void Dispose() => Api.Dispose();

    /// <summary>Imports it once more, or for the first time.</summary>
    internal async Task<(ImportTally Tally, string? Rejects)> Import()
    {
        var secrets = Api.App.Services.GetRequiredService<LedgerSecrets>();
        var rejects = Path.Combine(Path.GetTempPath(), $"leadledger-rejected-{Guid.NewGuid():N}.csv");
        var order = new ImportOrder(
            SampleData.OfRepository("mappings/crm-sales-opportunities.yaml"),
            SampleData.CrmSalesOpportunities!,
            null, null, "import", rejects);
        var import = await Server.Importing.Import.Prepare(order, new Identity(secrets), default);
        await using var ledger = await OpenLedger.Open(
            Api.Database.ServiceConnectionString, secrets, TimeProvider.System, LogLevel.Error, default);
        var tally = await import.Run(ledger, new ImportProgress(TextWriter.Null, null), default);
        await ledger.WaitForReadModels(tally.Position, _ => { }, default);
        return (tally, import.Rejects);
    }

    /// <summary>The rows of one of the documented queries, as whoever reads <c>bi_v1</c> and names sees them.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, string?>>> Query(string file)
    {
        var sql = await File.ReadAllTextAsync(SampleData.OfRepository($"docs/bi/crm-sales-opportunities/{file}"));
        await using var command = Api.Database.BiPeople.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<IReadOnlyDictionary<string, string?>>();
        while (await reader.ReadAsync())
        {
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName,
                column => reader.GetValue(column) switch
                {
                    DBNull => null,
                    DateOnly day => day.ToString("yyyy-MM-dd", null),
                    IFormattable figure => figure.ToString(null, null),
                    var text => text.ToString(),
                }));
        }

        return rows;
    }
}

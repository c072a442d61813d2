using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Exports;

/// <summary><c>leadledger export</c> on a database that a service is serving.</summary>
public sealed class ExportVerbTests(ApiFixture api) : IClassFixture<ApiFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_writes_the_rows_and_beside_them_what_they_are_and_where_to_go_on()
    {
        var company = await new SignedAgreement(api).Sign();
        var handedOff = await company.Marketing.Post("/v1/leads", company.HandoffBody());
        var position = handedOff.Expect(HttpStatusCode.Created).Position;
        var path = $"/v1/exports/fact_handoff?agreement={company.Id}&columns=handoff_key,lead_value";
        var answered = await api.As("audrey", Role.Auditor).Get(path, ("Ledger-Min-Position", $"{position}"));
        Directory.CreateDirectory(_folder.Path);
        var file = _folder["handoffs.csv"];

        var (exitCode, output, errors) = await Run(
            "fact_handoff", "--agreement", $"{company.Id}", "--columns", "handoff_key,lead_value", "--out", file);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Equal(answered.Text, await File.ReadAllTextAsync(file));
        var beside = JsonDocument.Parse(await File.ReadAllTextAsync(file + ".schema.json")).RootElement;
        var after = beside.GetProperty("goOnAfter").GetInt64();
        Assert.True(after >= position);
        Assert.Equal(
            ["text", "numeric"],
            beside.GetProperty("schema").GetProperty("columns").EnumerateArray()
                .Select(column => column.GetProperty("type").GetString()));
        Assert.Contains($"--after {after}", output, StringComparison.Ordinal);

        (exitCode, output, errors) = await Run("fact_handoff", "--after", $"{after}", "--columns", "handoff_key");
        Assert.Equal((0, "handoff_key", ""), (exitCode, output, errors));
    }

    [Fact]
    public async Task Without_a_view_it_lists_them_and_what_it_cannot_export_is_said()
    {
        Assert.Contains("fact_handoff", (await Run()).Output.Split('\n'));
        Assert.Equal(
            (1, "leadledger: There is no export person. 'leadledger export' lists what there is."),
            Errors(await Run("person")));
        Assert.Equal(
            (1, "leadledger: dim_date has no position to go on from: read it whole."),
            Errors(await Run("dim_date", "--after", "4")));
        Assert.Equal((1, "leadledger: lead has no column name."), Errors(await Run("lead", "--columns", "name")));
    }

    private static (int, string) Errors((int ExitCode, string Output, string Errors) run) => (run.ExitCode, run.Errors);

    private Task<(int ExitCode, string Output, string Errors)> Run(params string[] arguments) => ProgramRun.ToItsEnd(
        _folder.Path,
        ["export", .. arguments],
        ("LEADLEDGER_DATABASE", api.Database.ServiceConnectionString));
}

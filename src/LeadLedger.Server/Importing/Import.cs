using LeadLedger.Domain;
using LeadLedger.Server.Bulk;
using LeadLedger.Server.Http;
using LeadLedger.Server.Importing.Mapping;
using LeadLedger.Server.Importing.Rows;
using LeadLedger.Server.Importing.Setup;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running;

namespace LeadLedger.Server.Importing;

/// <summary>What is to be imported.</summary>
/// <param name="DataFolder">Where the CSV files are.</param>
/// <param name="MainFile">In place of the main file that the mapping names; null: that one.</param>
/// <param name="Agreement">In place of what the mapping says of agreements.</param>
/// <param name="Actor">Who brings the history in; each event says so beside whose deed it was.</param>
/// <param name="RejectsFile">Null: beside the main file or, where that can't be, in the working folder.</param>
internal sealed record ImportOrder(
    string MappingFile,
    string DataFolder,
    string? MainFile,
    AgreementId? Agreement,
    string Actor,
    string? RejectsFile);

/// <summary>One import: everything is looked at before anything is written.</summary>
internal sealed class Import
{
    private readonly ImportOrder order;
    private readonly ImportMapping mapping;
    private readonly RowSource source;
    private readonly People people;
    private readonly AgreementsOfRows agreements;
    private readonly Identity identity;

    private Import(
        ImportOrder order,
        ImportMapping mapping,
        RowSource source,
        People people,
        AgreementsOfRows agreements,
        long rows,
        Identity identity)
    {
        this.order = order;
        this.mapping = mapping;
        this.source = source;
        this.people = people;
        this.agreements = agreements;
        this.identity = identity;
        Rows = rows;
    }

    /// <summary>How many rows the main file has.</summary>
    public long Rows { get; }

    /// <summary>Where the rejected rows are; null: there are none.</summary>
    public string? Rejects { get; private set; }

    public string MainFile => Path.GetFileName(mapping.Files.Main.Path);

    /// <summary>Reads and checks the mapping and goes through the data once; writes nothing.</summary>
    /// <exception cref="UnusableMappingException">The mapping can't be followed.</exception>
    /// <exception cref="Csv.UnreadableCsvException">The data can't be read.</exception>
    public static async Task<Import> Prepare(ImportOrder order, Identity identity, CancellationToken cancellation)
    {
        var reader = new MappingReader(
            order.DataFolder, order.MainFile, (system, name) => People.SubjectOf(identity, system, name));
        var mapping = reader.Read(order.MappingFile, order.Agreement);
        var source = await RowSource.Open(mapping.Files, cancellation);
        var people = await People.Read(mapping, identity, cancellation);
        var (agreements, rows) = await AgreementsOfRows.Find(mapping, source, identity, cancellation);
        return new Import(order, mapping, source, people, agreements, rows, identity);
    }

    /// <summary>Writes what isn't there yet.</summary>
    /// <exception cref="FoundingRefusedException">The agreements can't be made; no lead was written.</exception>
    /// <exception cref="ImportStoppedException">The ledger can't take any more now.</exception>
    public async Task<ImportTally> Run(OpenLedger ledger, ImportProgress progress, CancellationToken cancellation)
    {
        var founding = new Founding(ledger.Write, order.Actor);
        await agreements.Found(founding, people);
        if (founding.Steps > 0)
            progress.Say($"Agreements: {founding.Steps} steps taken (drafted, proposed, signed).");
        var entered = await people.Enter(ledger.Database, cancellation);
        if (entered > 0)
            progress.Say($"Directory: {entered} people entered.");

        var caller = new BulkCaller(
            new Caller(order.Actor, [Role.Importer]), CorrelationId: $"import-{Guid.CreateVersion7()}");
        var commands = new RowCommands(mapping, identity, agreements);
        await using var rejects = new RejectsFile(PlacesForRejects(), mapping.Files.MainHeader);
        var run = new ImportRun(source, commands, ledger.Bulk, caller, rejects);
        await progress.Show("rows", Rows, done => run.Run(done, cancellation));
        Rejects = rejects.Path;
        return run.Tally;
    }

    private string[] PlacesForRejects()
    {
        if (order.RejectsFile is { } given)
            return [given];
        var name = Path.GetFileNameWithoutExtension(MainFile) + ".rejected.csv";
        var beside = Path.Combine(Path.GetDirectoryName(Path.GetFullPath(mapping.Files.Main.Path))!, name);
        return [beside, Path.GetFullPath(name)];
    }
}

using LeadLedger.Server.Importing.Mapping;
using LeadLedger.Server.Importing.Rows;
using LeadLedger.Server.Importing.Setup;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Tests.Importing;

/// <summary>A folder with a small export and its mapping, gone after the test.</summary>
internal sealed class ExportFolder : IDisposable
{
    /// <summary>Two leads of two teams: one won, one still open.</summary>
    public const string Deals = """
        id,team,contact,opened,stage,closed,amount
        D-1,North,Ann Example,2025-03-03,won,2025-03-20,1200.50
        D-2,South,Bob Example,2025-03-04,open,,
        """;

    /// <summary>What makes of them a handoff each and an outcome of one.</summary>
    public const string Mapping = """
        sourceSystem: deals
        timeZone: Europe/Berlin
        main: { file: deals.csv }
        lead: { column: id }
        agreements:
          per: { column: team }
          name: "Deals of {value}"
          salesTeam: "{value}"
          parties: { marketing: [m-1], sales: [s-1], salesManagers: [sm-1] }
          terms:
            effectiveFrom: "2025-01"
            timeZone: Europe/Berlin
            currency: EUR
            segments: [all]
            conversionActions: [inquiry]
            valuation: [{ closeRate: 0.5, averageSale: 1000 }]
        commands:
          - command: handOffLead
            occurredAt: { column: opened, at: "09:00" }
            by: m-1
            request:
              segment: all
              bucket: otherMediumFit
              conversionAction: inquiry
              source: deals-export
              person: { name: { column: contact } }
          - command: recordOutcome
            when: { column: stage, is: won }
            occurredAt: { column: closed, at: "17:00" }
            by: s-1
            request:
              outcome: won
              amount: { column: amount, as: number }
        """;

    /// <summary>A deal that comes a second time.</summary>
    public const string DealAgain = "\nD-1,North,Ann Example,2025-03-03,won,2025-03-20,1200.50\n";

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("leadledger-import-");

    public ExportFolder(string deals = Deals, string mapping = Mapping)
    {
        Write("deals.csv", deals);
        Write("mapping.yaml", mapping);
    }

    /// <summary>The mapping with one thing in it put otherwise.</summary>
    public static string MappingWith(string otherwise, string insteadOf)
    {
        Assert.Contains(insteadOf, Mapping, StringComparison.Ordinal);
        return Mapping.Replace(insteadOf, otherwise, StringComparison.Ordinal);
    }

    public string MappingFile => Path.Combine(folder.FullName, "mapping.yaml");

    public string Folder => folder.FullName;

    public string PathOf(string name) => Path.Combine(folder.FullName, name);

    public void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    /// <summary>The mapping, read and checked against the files.</summary>
    public ImportMapping Read() =>
        new MappingReader(folder.FullName, null, (system, name) => $"p-{system}-{name}").Read(MappingFile);

    /// <summary>What is wrong with the mapping.</summary>
    public IReadOnlyList<string> Problems() =>
        [.. Assert.Throws<UnusableMappingException>(() => Read()).Problems.Select(problem => problem.ToString())];

    /// <summary>What the rows become.</summary>
    public async Task<IReadOnlyList<RowBecomes>> Rows(Identity identity)
    {
        var mapping = Read();
        var source = await RowSource.Open(mapping.Files, CancellationToken.None);
        var (agreements, _) = await AgreementsOfRows.Find(mapping, source, identity, CancellationToken.None);
        var commands = new RowCommands(mapping, identity, agreements);
        var rows = new List<RowBecomes>();
        await foreach (var read in source.Rows())
            rows.Add(read.Problem is { } problem ? new RowBecomes([], problem) : commands.Of(read.Row));
        return rows;
    }

    public void Dispose() => folder.Delete(recursive: true);
}

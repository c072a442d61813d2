namespace LeadLedger.Server.Importing.Mapping;

/// <summary>Reads where the names of people of the company stand.</summary>
internal sealed class PeopleReader(string dataFolder)
{
    private static readonly Dictionary<string, PartySide> Sides = new(StringComparer.Ordinal)
    {
        ["marketing"] = PartySide.Marketing,
        ["sales"] = PartySide.Sales,
        ["salesManagers"] = PartySide.SalesManagers,
    };

    private readonly FilesReader files = new(dataFolder);

    public IReadOnlyList<PeopleFile> Read(YamlSection root) =>
        [.. root.Sections("people").Select(ReadFile).OfType<PeopleFile>()];

    private PeopleFile? ReadFile(YamlSection section)
    {
        var side = section.Word("side", Sides);
        if (files.Source(section) is not { } source || FilesReader.Header(section, source) is not { } header)
            return null;
        var name = FilesReader.ColumnIn(section, header, "name", required: true);
        var team = FilesReader.ColumnIn(section, header, "team");
        var office = FilesReader.ColumnIn(section, header, "office");
        section.NothingElse();
        return name is { } column ? new PeopleFile(source, column, team, office, side) : null;
    }
}

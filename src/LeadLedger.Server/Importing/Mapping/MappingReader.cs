using LeadLedger.Domain;
using LeadLedger.Domain.Time;

namespace LeadLedger.Server.Importing.Mapping;

/// <summary>Reads a mapping file and checks it against the data and the commands that there are.</summary>
/// <param name="dataFolder">Where the CSV files are.</param>
/// <param name="mainFile">In place of the main file that the mapping names.</param>
/// <param name="subjectOf">Makes a person's opaque id of the source system and their name.</param>
internal sealed class MappingReader(string dataFolder, string? mainFile, Func<string, string, string> subjectOf)
{
    private readonly List<MappingProblem> problems = [];

    /// <param name="file">The mapping.</param>
    /// <param name="agreement">One that is there already, in place of what the mapping says of agreements.</param>
    /// <exception cref="UnusableMappingException">Something in it can't be followed; all of it is named.</exception>
    public ImportMapping Read(string file, AgreementId? agreement = null)
    {
        var root = YamlSection.Root(YamlSection.ReadFile(file), problems);
        var sourceSystem = root.Text("sourceSystem", required: true) ?? "";
        var words = NamedWords(root);
        var zone = TimeZone(root);
        var columns = new Columns();
        var values = new ValueReader(columns, words, zone, name => subjectOf(sourceSystem, name));

        var files = new FilesReader(dataFolder).Read(root, mainFile, columns, values);
        var lead = values.Value(root, "lead", required: true);
        var record = values.Value(root, "record") ?? lead;
        var agreements = new AgreementsReader(values).Read(root, agreement);
        var people = new PeopleReader(dataFolder).Read(root);
        var rowCommands = new CommandsReader(values).Read(root);
        root.NothingElse();
        if (agreements is AgreementChoice.None && rowCommands.Any(command => command.Name == CommandsReader.HandOff))
            root.Report("handing leads off needs an agreement: give 'agreement', 'agreements', or --agreement.");
        Require(problems.Count == 0);
        return new ImportMapping(sourceSystem, files!, lead!, record!, agreements, people, rowCommands);
    }

    private static string TimeZone(YamlSection root)
    {
        var zone = root.Text("timeZone", required: true);
        if (zone is null || LocalTime.IsKnownZone(zone))
            return zone ?? "UTC";
        root.Report(root.Find("timeZone")!, "timeZone", $"'{zone}' is no IANA time zone, such as Europe/Berlin.");
        return "UTC";
    }

    private static Dictionary<string, IReadOnlyDictionary<string, string>> NamedWords(YamlSection root)
    {
        var named = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        if (root.Section("words") is not { } section)
            return named;
        foreach (var (name, node) in section.Entries())
        {
            if (section.Section(node, section.At(name)) is { } entries)
                named[name] = ValueReader.ReadWords(entries);
        }

        return named;
    }

    private void Require(bool usable)
    {
        if (!usable)
            throw new UnusableMappingException([.. problems.Distinct().OrderBy(problem => problem.Line)]);
    }
}

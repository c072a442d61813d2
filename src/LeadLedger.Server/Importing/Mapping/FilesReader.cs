using System.Text;
using LeadLedger.Server.Importing.Csv;

namespace LeadLedger.Server.Importing.Mapping;

/// <summary>Reads which files there are, and opens each for its header: columns are looked up by name.</summary>
internal sealed class FilesReader(string dataFolder)
{
    static FilesReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The main file and its lookups, whose columns are added; null if that was reported.</summary>
    /// <param name="given">In place of the main file that the mapping names.</param>
    public DataFiles? Read(YamlSection root, string? given, Columns columns, ValueReader values)
    {
        var main = root.Section("main", required: true);
        if (main is null || Source(main) is not { } source)
            return null;
        source = given is null ? source : source with { Path = given };
        if (Header(main, source) is not { } header)
            return null;
        main.NothingElse();
        columns.Add(null, header);
        return new DataFiles(source, header, Lookups(root, columns, values));
    }

    private List<LookupFile> Lookups(YamlSection root, Columns columns, ValueReader values)
    {
        var lookups = new List<LookupFile>();
        if (root.Section("lookups") is not { } sections)
            return lookups;
        foreach (var (name, node) in sections.Entries())
        {
            if (sections.Section(node, sections.At(name)) is { } section
                && Lookup(section, name, columns, values) is { } lookup)
                lookups.Add(lookup);
        }

        return lookups;
    }

    private LookupFile? Lookup(YamlSection section, string name, Columns columns, ValueReader values)
    {
        // What it is looked up by can only stand in the files before it.
        var lookedFor = values.Value(section, "for", required: true);
        var optional = section.Text("optional") == "true";
        if (Source(section) is not { } source || Header(section, source) is not { } header)
            return null;
        columns.Add(name, header);
        var key = ColumnIn(section, header, "key", required: true);
        section.NothingElse();
        return key is { } column && lookedFor is not null
            ? new LookupFile(name, source, column, lookedFor, optional)
            : null;
    }

    /// <summary>The file that a section names.</summary>
    public CsvSource? Source(YamlSection section)
    {
        var file = section.Text("file", required: true);
        var separator = section.Text("separator") ?? ",";
        var encoding = EncodingOf(section);
        if (separator is not { Length: 1 } || separator[0] is '"' or '\r' or '\n' || !char.IsAscii(separator[0]))
        {
            section.Report("'separator' is a single character, such as \",\", \";\" or \"\\t\".");
            return null;
        }

        return file is null ? null : new CsvSource(Path.Combine(dataFolder, file), new CsvForm(separator[0], encoding));
    }

    /// <summary>The names of a file's columns; null if it can't be read, which is reported.</summary>
    public static IReadOnlyList<string>? Header(YamlSection section, CsvSource source)
    {
        try
        {
            using var file = source.Open();
            return file.Header;
        }
        catch (UnreadableCsvException e)
        {
            section.Report(e.Message);
            return null;
        }
    }

    /// <summary>Where in a header the column stands that a key names; null if it doesn't, which is reported.</summary>
    public static int? ColumnIn(YamlSection section, IReadOnlyList<string> header, string key, bool required = false)
    {
        if (section.Text(key, required) is not { } name)
            return null;
        for (var index = 0; index < header.Count; index++)
        {
            if (header[index] == name)
                return index;
        }

        section.Report(
            section.Find(key)!,
            section.At(key),
            $"there is no column '{name}'. The columns are: {string.Join(", ", header)}.");
        return null;
    }

    private static Encoding? EncodingOf(YamlSection section)
    {
        if (section.Text("encoding") is not { } name)
            return null;
        try
        {
            return Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            section.Report($"'{name}' is no known encoding, such as utf-8 or windows-1252.");
            return null;
        }
    }
}

using LeadLedger.Server.Importing.Rows;

namespace LeadLedger.Server.Importing.Mapping;

/// <summary>
/// The names by which a mapping speaks of columns: a bare one is the main file's, <c>lookup.column</c> a lookup's.
/// </summary>
internal sealed class Columns
{
    private readonly Dictionary<string, Column> byName = new(StringComparer.Ordinal);
    private int files;

    /// <param name="lookup">Null for the main file, which comes first.</param>
    public void Add(string? lookup, IReadOnlyList<string> header)
    {
        for (var index = 0; index < header.Count; index++)
            byName[lookup is null ? header[index] : $"{lookup}.{header[index]}"] = new Column(files, index);
        files++;
    }

    public bool TryFind(string name, out Column column) => byName.TryGetValue(name, out column);

    /// <summary>What to say of a name that there isn't.</summary>
    public string Complaint(string name) =>
        $"there is no column '{name}'. The columns are: {string.Join(", ", byName.Keys)}.";
}

using System.Runtime.CompilerServices;
using LeadLedger.Server.Importing.Csv;
using LeadLedger.Server.Importing.Mapping;

namespace LeadLedger.Server.Importing.Rows;

/// <summary>A row as it was read, or why it couldn't be.</summary>
internal readonly record struct RowRead(Row Row, RowProblem? Problem);

/// <summary>
/// The main file's rows with what the lookups say of each. The lookups are held in memory, the main file isn't, so
/// that is the one to be large.
/// </summary>
internal sealed class RowSource
{
    private readonly DataFiles files;
    private readonly IReadOnlyList<Dictionary<string, string[]>> lookups;

    private RowSource(DataFiles files, IReadOnlyList<Dictionary<string, string[]>> lookups)
    {
        this.files = files;
        this.lookups = lookups;
    }

    /// <exception cref="UnreadableCsvException">A lookup can't be read.</exception>
    /// <exception cref="UnusableMappingException">A lookup isn't one: it has two records for a key.</exception>
    public static async Task<RowSource> Open(DataFiles files, CancellationToken cancellation)
    {
        var lookups = new List<Dictionary<string, string[]>>();
        foreach (var lookup in files.Lookups)
            lookups.Add(await Load(lookup, cancellation));
        return new RowSource(files, lookups);
    }

    /// <summary>From the first row on; it can be asked for again.</summary>
    /// <exception cref="UnreadableCsvException">The main file can't be read on.</exception>
    public async IAsyncEnumerable<RowRead> Rows(
        [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        using var file = files.Main.Open();
        while (await file.Read(cancellation) is { } record)
            yield return Join(record);
    }

    private RowRead Join(CsvRecord record)
    {
        var records = new List<string[]?>(lookups.Count + 1) { record.Fields };
        var row = new Row(record.Line, records);
        if (record.Fault is { } fault)
            return new RowRead(row, new RowProblem("record-malformed", $"The record can't be read: {fault}."));
        for (var index = 0; index < lookups.Count; index++)
        {
            var lookup = files.Lookups[index];
            if (!lookup.For.TryRead(row, out var key, out var problem))
                return new RowRead(row, problem);
            // A row that says nothing has nothing to be found.
            if (key.IsNone || lookups[index].TryGetValue(key.ToString(), out var found) is var there && !there)
                found = null;
            if (found is null && !key.IsNone && !lookup.Optional)
            {
                var file = Path.GetFileName(lookup.Source.Path);
                return new RowRead(row, new RowProblem("not-in-lookup", $"'{key}' isn't in {file}."));
            }

            records.Add(found);
        }

        return new RowRead(row, null);
    }

    private static async Task<Dictionary<string, string[]>> Load(LookupFile lookup, CancellationToken cancellation)
    {
        var byKey = new Dictionary<string, string[]>(StringComparer.Ordinal);
        var name = Path.GetFileName(lookup.Source.Path);
        using var file = lookup.Source.Open();
        while (await file.Read(cancellation) is { } record)
        {
            if (record.Fault is { } fault)
                throw new UnreadableCsvException($"{name}, line {record.Line}: {fault}.");
            var key = record.Fields[lookup.KeyColumn];
            if (key.Length > 0 && !byKey.TryAdd(key, record.Fields))
            {
                throw new UnusableMappingException(
                    $"lookup '{lookup.Name}': {name} has a second record for '{key}' in line {record.Line}; "
                    + $"'{file.Header[lookup.KeyColumn]}' is no key of it.");
            }
        }

        return byKey;
    }
}

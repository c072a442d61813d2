using System.Text.Json;

namespace LeadLedger.Server.ReadModels.Tables;

/// <summary>A set of people by their subjects, kept in a row as a JSON array in ordinal order.</summary>
internal sealed class Subjects
{
    // One of the two at least: most sets change again before they are written, or are written before they change.
    private string? _json;
    private string[]? _members;

    private Subjects(string? json, string[]? members) => (_json, _members) = (json, members);

    public static Subjects None { get; } = new("[]", []);

    /// <summary>As it stands in a column.</summary>
    public string Json => _json ??= JsonSerializer.Serialize(_members);

    private string[] Members => _members ??= JsonSerializer.Deserialize<string[]>(_json!)!;

    /// <summary>As it was read from a column.</summary>
    public static Subjects Of(string? json) => json is null ? None : new(json, null);

    /// <summary>The same set where they are in it already.</summary>
    public Subjects With(string? subject)
    {
        if (subject is null)
            return this;
        var place = Array.BinarySearch(Members, subject, StringComparer.Ordinal);
        return place >= 0
            ? this
            : new(null, [.. Members.AsSpan(0, ~place), subject, .. Members.AsSpan(~place)]);
    }

    public Subjects With(Subjects others) => others.Members.Aggregate(this, (all, one) => all.With(one));
}

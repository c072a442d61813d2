using System.Text.Json;

namespace LeadLedger.Server.ReadModels.Tables;

/// <summary>A set of people by their subjects, kept in a row as a JSON array in ordinal order.</summary>
internal sealed class Subjects
{
    private string[]? _members;

    private Subjects(string json, string[]? members) => (Json, _members) = (json, members);

    public static Subjects None { get; } = new("[]", []);

    /// <summary>As it stands in a column.</summary>
    public string Json { get; }

    private string[] Members => _members ??= JsonSerializer.Deserialize<string[]>(Json)!;

    /// <summary>As it was read from a column.</summary>
    public static Subjects Of(string? json) => json is null ? None : new(json, null);

    /// <summary>The same set where they are in it already.</summary>
    public Subjects With(string? subject)
    {
        if (subject is null || Array.BinarySearch(Members, subject, StringComparer.Ordinal) >= 0)
            return this;
        string[] more = [.. Members.Append(subject).Order(StringComparer.Ordinal)];
        return new(JsonSerializer.Serialize(more), more);
    }

    public Subjects With(Subjects others) => others.Members.Aggregate(this, (all, one) => all.With(one));
}

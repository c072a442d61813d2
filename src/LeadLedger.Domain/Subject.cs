namespace LeadLedger.Domain;

/// <summary>People of the company are named by the subject of their token: an opaque id (domain.md, Erasure).</summary>
public static class Subject
{
    private const int Longest = 200;

    /// <summary>1 to 200 characters, no control character, no space at either end.</summary>
    public static bool IsOne(string? subject) => IsTrimmed(subject, Longest);

    internal static bool IsTrimmed(string? text, int longest) =>
        !string.IsNullOrWhiteSpace(text)
        && text.Length <= longest
        && !char.IsWhiteSpace(text[0])
        && !char.IsWhiteSpace(text[^1])
        && !text.Any(char.IsControl);
}

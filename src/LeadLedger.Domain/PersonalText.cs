namespace LeadLedger.Domain;

/// <summary>
/// Text about the person behind a lead: a name, an address, any free text. It is stored encrypted under the lead's own
/// key and can be erased although its event can't (domain.md, Erasure). In memory it is either readable or not:
/// withheld from a reader without the key, or erased for good.
/// </summary>
public sealed record PersonalText
{
    private readonly string? text;

    private PersonalText(string? text) => this.text = text;

    /// <summary>Text that can be read.</summary>
    public static PersonalText Of(string text) => new(text);

    /// <summary>Text that is there but not for this reader: the key is gone, or wasn't asked for.</summary>
    public static PersonalText Unreadable { get; } = new((string?)null);

    public bool IsReadable => text is not null;

    /// <summary>The text; null where it is unreadable.</summary>
    public string? Text => text;

    /// <summary>Null stays null; there is nothing to protect in it.</summary>
    public static PersonalText? OfNullable(string? text) => text is null ? null : Of(text);

    /// <summary>Never the text itself: a log line must not show a person.</summary>
    public override string ToString() => "[personal]";
}

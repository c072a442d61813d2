namespace LeadLedger.Domain;

/// <summary>How a refusal is to be understood by the caller; the server maps each to one HTTP status.</summary>
public enum RefusalKind
{
    /// <summary>The object isn't theirs to act on (403).</summary>
    NotAllowed,

    /// <summary>What is named doesn't exist (404).</summary>
    NotFound,

    /// <summary>What is named was there, and is gone for good (410).</summary>
    Gone,

    /// <summary>The request and the ledger's present state don't go together (409).</summary>
    Conflict,

    /// <summary>The request breaks a rule whatever the state (422).</summary>
    Unprocessable,
}

/// <summary>
/// A command that the rules forbid: ordinary business, so a value and no exception. Each is a type of its own, named
/// as a sentence; its stable code is that name in kebab-case. All are listed in docs/refusals.md.
/// </summary>
/// <param name="Kind">How the caller should take it.</param>
/// <param name="Detail">One sentence for a person; never with personal data in it.</param>
public abstract record Refusal(RefusalKind Kind, string Detail)
{
    /// <summary>The field that broke the rule: a JSON path (<c>terms.valuation[2].closeRate</c>), or null.</summary>
    public virtual string? Field => null;

    /// <summary>The claim on a case that it is about, whether it holds or has ended; null if about none.</summary>
    public virtual NamedClaim? Claim => null;
}

/// <summary>Whose claim on a case, which, and until when.</summary>
/// <param name="Fence">Its number.</param>
/// <param name="ExpiresAt">When it ends unless it is renewed, or ended.</param>
public sealed record NamedClaim(string Member, int Fence, DateTimeOffset ExpiresAt);

/// <summary>What came of a command: the events to append (none: it is so already) or a refusal.</summary>
public sealed class Decision<TEvent>
{
    private Decision(IReadOnlyList<TEvent> events, Refusal? refusal)
    {
        Events = events;
        Refusal = refusal;
    }

    /// <summary>In order; empty if refused, or if there is nothing to do because it is so already.</summary>
    public IReadOnlyList<TEvent> Events { get; }

    public Refusal? Refusal { get; }

    public static Decision<TEvent> Accept(params IReadOnlyList<TEvent> events) => new(events, null);

    public static Decision<TEvent> AlreadySo { get; } = new([], null);

    public static implicit operator Decision<TEvent>(Refusal refusal) => new([], refusal);

    public static implicit operator Decision<TEvent>(TEvent only) => new([only], null);
}

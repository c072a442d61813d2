namespace LeadLedger.Torture;

/// <summary>How a deed stands, by what its caller was told.</summary>
internal enum Standing
{
    /// <summary>Nobody has said what became of it: it has to be asked again, under the same key.</summary>
    Unknown,

    /// <summary>It was answered as done: from then on it has to be in the ledger, once, for good.</summary>
    Acknowledged,

    /// <summary>It was answered as certainly not done: nothing of it may ever be in the ledger.</summary>
    Refused,
}

/// <summary>One command that somebody sent, with all that is needed to send it again.</summary>
/// <param name="Actor">Whose deed it is; with the key it makes the events' ids.</param>
/// <param name="Key">Its idempotency key, its own.</param>
internal sealed record Deed(string Actor, string Key, string Path, string Token, string Body, long? IfMatch = null)
{
    /// <summary>Stands in place of a path where the deed is a line of a bulk.</summary>
    public const string BulkLine = "a line of a bulk";

    private readonly Lock _gate = new();

    public bool IsOfABulk => Path == BulkLine;

    public Standing Standing { get; private set; }

    public Guid Lead { get; private set; }

    /// <summary>The stream's version right after it, as it was acknowledged.</summary>
    public long Version { get; private set; }

    public long Position { get; private set; }

    /// <summary>Two answers to it that contradict each other; null: there were none.</summary>
    public string? Contradiction { get; private set; }

    /// <summary>It was acknowledged.</summary>
    public void Acknowledge(Guid lead, long version, long position)
    {
        lock (_gate)
        {
            if (Standing == Standing.Refused)
                Contradiction = $"{Path} was refused for certain, and then acknowledged at {lead} {version}";
            else if (Standing == Standing.Acknowledged && (Lead, Version, Position) != (lead, version, position))
                Contradiction = $"{Path} was {Lead} {Version} {Position}, and then {lead} {version} {position}";
            (Standing, Lead, Version, Position) = (Standing.Acknowledged, lead, version, position);
        }
    }

    /// <summary>It was refused for certain.</summary>
    public void Refuse(string problem)
    {
        lock (_gate)
        {
            if (Standing == Standing.Unknown)
                Standing = Standing.Refused;
            else if (Standing == Standing.Acknowledged && !IsForTheMoment(problem))
                Contradiction = $"{Path} was acknowledged at {Lead} {Version}, and then refused: {problem}";
        }
    }

    /// <summary>It is sent once more with others that it belongs to: what was refused may be done now.</summary>
    public void TryAgain()
    {
        lock (_gate)
        {
            if (Standing == Standing.Refused)
                Standing = Standing.Unknown;
        }
    }

    /// <summary>Takes in an answer from the command's own route.</summary>
    public void Hear(Said said, Guid? lead = null)
    {
        if (said.Status is 200 or 201)
            Acknowledge(lead ?? Guid.Parse(said.Location!.Split('/')[3]), said.Version, said.Position);
        else if (IsForCertain(said.Status, said.Problem))
            Refuse(said.Problem!);
    }

    /// <summary>Whether a problem says that nothing was written: all do but those that say that nobody knows.</summary>
    public static bool IsForCertain(int status, string? problem) =>
        problem is not null && status != 500 && problem != "outcome-unknown";

    /// <summary>Whether a problem says nothing of the deed, but of the moment.</summary>
    private static bool IsForTheMoment(string problem) =>
        problem is "service-busy" or "ledger-unavailable" or "too-contended";
}

using LeadLedger.Server.Http;

namespace LeadLedger.Server.Audit.Replaying;

/// <summary>Which part of a lead's life is replayed (ADR-0016).</summary>
/// <param name="Version">Its first events by their number in the stream; excludes the two times.</param>
/// <param name="At">Of what is known, what had happened by then; null: all of it.</param>
/// <param name="KnownAt">What had been recorded by then; null: all that is known now.</param>
public sealed record ReplayBound(long? Version, DateTimeOffset? At, DateTimeOffset? KnownAt)
{
    /// <summary>The whole life, as it is known now.</summary>
    public static ReplayBound All { get; } = new(null, null, null);

    /// <summary>The query parameters that say it.</summary>
    public static QueryParameter[] Parameters { get; } =
    [
        new("version", typeof(int), "Up to which version of the lead; left out: the newest. Not with a time.", 3),
        new(
            "at",
            typeof(DateTimeOffset),
            "As it was then: of what is known, only what had happened by then, reported in time or late."),
        new(
            "known_at",
            typeof(DateTimeOffset),
            "As it was known then: only what had been recorded by then. May be given together with at."),
    ];

    /// <summary>A version counts the events that were recorded: it is a time of its own.</summary>
    public static Problem VersionExcludesTimes { get; } = Problems.QueryContradictsItself(
        "version", "A version says which events are replayed: leave it out, or leave out at and known_at.");

    /// <summary>Null where all is well.</summary>
    public Problem? Problem => Version is not null && (At ?? KnownAt) is not null ? VersionExcludesTimes : null;

    internal static ReplayBound Of(QueryParameters query) =>
        new(query.Number("version", 1, int.MaxValue), query.Instant("at"), query.Instant("known_at"));
}

using Npgsql;

namespace LeadLedger.EventStore.Appending;

/// <summary>What a refused append comes to. Told by SQLSTATE and constraint, never by a message's text.</summary>
internal static class AppendRefusals
{
    private const string VersionIndex = "pk_mt_events_stream_and_version";
    private const string StreamKey = "pkey_mt_streams_id";

    /// <summary>
    /// Whether one member may be to blame: its data (22), a constraint (23), a rival (40, 55), a trigger (P0), or so
    /// much to do that the statement was cancelled. Anything else is about the server, the schema or our rights, and
    /// hits every member alike.
    /// </summary>
    public static bool MayBeOfOneMember(PostgresException refusal) =>
        refusal.SqlState is ['2', '2' or '3', ..] or ['4', '0', ..] or ['5', '5', ..] or ['P', '0', ..]
            or PostgresErrorCodes.QueryCanceled;

    /// <summary>A deadlock, a lock not had in time, an operator's cancelling: another try may do better.</summary>
    public static bool IsTransient(PostgresException refusal) => refusal.SqlState
        is PostgresErrorCodes.DeadlockDetected
        or PostgresErrorCodes.SerializationFailure
        or PostgresErrorCodes.LockNotAvailable
        or PostgresErrorCodes.QueryCanceled;

    /// <summary>
    /// Somebody had this stream or this version first: another node, or a foreign writer, who reads the version without
    /// a lock.
    /// </summary>
    public static bool IsLostRace(PostgresException refusal) =>
        refusal is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: VersionIndex or StreamKey };

    /// <summary>Data that can't be stored is the caller's, a rival the stream's; all else is the database's.</summary>
    public static Exception ToException(PostgresException refusal)
    {
        if (refusal.SqlState.StartsWith("22", StringComparison.Ordinal))
            return new UnstorableEventException("PostgreSQL refuses the event's data.", refusal);
        return IsTransient(refusal)
            ? new EventStoreContendedException("Rivals held the stream each time; nothing was written.", refusal)
            : new EventStoreUnavailableException("The database refused the append; nothing was written.", refusal)
            {
                IsOfThisAppendAlone = MayBeOfOneMember(refusal),
            };
    }

    /// <summary>Every stream whose version explains a refusal.</summary>
    public static List<Guid> StreamsOf(List<PendingAppend> refused)
    {
        var streams = new HashSet<Guid>();
        foreach (var member in refused)
        {
            streams.Add(member.Append.StreamId);
            foreach (var guard in member.Append.Guards)
                streams.Add(guard.StreamId);
        }
        return [.. streams];
    }

    /// <summary>Why it was refused, by versions read after the refusal; null if by now it wouldn't be.</summary>
    public static AppendResult? Explain(StreamAppend append, Dictionary<Guid, long> versions)
    {
        var actual = versions.GetValueOrDefault(append.StreamId);
        if (actual != append.ExpectedVersion)
            return new AppendResult.VersionConflict(actual);
        foreach (var guard in append.Guards)
        {
            var version = versions.GetValueOrDefault(guard.StreamId);
            if (version != guard.Version)
                return new AppendResult.GuardFailed(guard.StreamId, version);
        }
        return null;
    }
}

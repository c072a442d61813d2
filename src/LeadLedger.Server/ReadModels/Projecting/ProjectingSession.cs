using LeadLedger.EventStore;
using LeadLedger.Server.ReadModels.Agreements;
using LeadLedger.Server.ReadModels.Building;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>
/// Moves one build of the read models forward on one connection, a page and a transaction at a time. After a fault it
/// is of no more use: the next one begins where the progress row says.
/// </summary>
internal sealed class ProjectingSession
{
    // Agreements are few and have large terms; this many are kept at hand.
    private const int AgreementsKept = 500;

    private readonly NpgsqlConnection _connection;
    private readonly ReadModelBuild _build;
    private readonly Dictionary<Guid, AgreementRows> _agreements = [];

    private ProjectingSession(NpgsqlConnection connection, ReadModelBuild build, long position)
    {
        _connection = connection;
        _build = build;
        Position = position;
    }

    /// <summary>The last event's that is in the build.</summary>
    public long Position { get; private set; }

    /// <summary>Begins on an open connection, which is this session's alone.</summary>
    public static async Task<ProjectingSession> Begin(
        NpgsqlConnection connection, ReadModelBuild build, CancellationToken cancellation)
    {
        // Losing the last commits in a crash of the server loses their progress with them, and they are projected
        // again from events that are durable: so nobody waits for the disk here (ADR-0007). Each statement meets its
        // rows by key; a plan made while a table was empty must not scan it for ever.
        await using var settings = new NpgsqlCommand(
            $"""
            set search_path to {build.Schema};
            set synchronous_commit to off;
            set plan_cache_mode to force_generic_plan;
            set enable_seqscan to off; set enable_hashjoin to off; set enable_mergejoin to off
            """, connection);
        await settings.ExecuteNonQueryAsync(cancellation);
        var position = await ProjectionProgress.Read(connection, build.ProgressName, cancellation)
            ?? throw new InvalidOperationException($"{build.ProgressName} has no progress row.");
        return new ProjectingSession(connection, build, position);
    }

    /// <summary>Projects a page that follows on <see cref="Position"/>, whole or not at all.</summary>
    /// <exception cref="UnprojectableEventException">One of its events can't follow on what came before.</exception>
    /// <exception cref="SomebodyElseProjectsException">The progress row isn't where this session left it.</exception>
    public async Task Project(DecodedPage page, CancellationToken cancellation)
    {
        if (page.LastPosition is not { } last)
            return;
        if (_agreements.Count > AgreementsKept)
            _agreements.Clear();
        await using var transaction = await _connection.BeginTransactionAsync(cancellation);
        var fold = new PageFold(_agreements);
        await new PageLoad(_connection, fold).Run(page.Events, cancellation);
        fold.Apply(page.Events);

        await using var batch = _connection.CreateBatch();
        await new PageWrite(_connection, batch).Add(fold, cancellation);
        var move = ProjectionProgress.MoveFrom(_build.ProgressName, Position, last);
        batch.BatchCommands.Add(move);
        await batch.PrepareAsync(cancellation);
        await batch.ExecuteNonQueryAsync(cancellation);
        if (move.RecordsAffected != 1)
            throw new SomebodyElseProjectsException(_build.ProgressName, Position);
        await transaction.CommitAsync(cancellation);

        Position = last;
        Keep(fold);
    }

    private static void Keep(PageFold fold)
    {
        foreach (var rows in fold.Agreements.Values)
        {
            rows.Agreement?.Written();
            rows.Terms.ForEach(terms => terms.Written());
        }
    }
}

/// <summary>The progress row was moved by somebody else: what this session had begun is rolled back.</summary>
public sealed class SomebodyElseProjectsException : Exception
{
    public SomebodyElseProjectsException() { }
    public SomebodyElseProjectsException(string message) : base(message) { }
    public SomebodyElseProjectsException(string message, Exception inner) : base(message, inner) { }

    public SomebodyElseProjectsException(string progressName, long position)
        : base($"{progressName} isn't at position {position} any more.") { }
}

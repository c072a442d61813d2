using LeadLedger.EventStore;
using LeadLedger.Server.ReadModels.Agreements;
using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Server.ReadModels.LeadValueTotals;
using LeadLedger.Server.ReadModels.Tables;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>
/// Moves one build of the read models forward on one connection, a page and a transaction at a time. After a fault it
/// is of no more use: the next one begins where the progress row says.
/// </summary>
internal sealed class ProjectingSession : IAsyncDisposable
{
    // Agreements are few and have large terms; this many are kept at hand.
    private const int AgreementsKept = 500;

    // Some 30 MB of rows, and the leads of the last minutes under full load.
    private const int LeadsKept = 10_000;

    private readonly NpgsqlConnection _connection;
    private readonly ReadModelBuild _build;
    private readonly Dictionary<Guid, AgreementRows> _agreements = [];
    private readonly KeptLeads _leads = new(LeadsKept);
    private readonly PageFold _fold;
    private PageStatements _statements = new();
    private PageStatements _others = new();
    private long _taken;
    private long _begun;
    private Task _writing = Task.CompletedTask;

    private ProjectingSession(NpgsqlConnection connection, ReadModelBuild build, long position)
    {
        _connection = connection;
        _build = build;
        _fold = new PageFold(_agreements);
        _taken = _begun = Position = position;
    }

    /// <summary>The last event's that is in the build.</summary>
    public long Position { get; private set; }

    /// <summary>How many events were taken and aren't being written yet.</summary>
    public int Taken { get; private set; }

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
        await Take(page, cancellation);
        await Write(cancellation);
        await Finish();
    }

    /// <summary>Takes in what follows on what was taken before, in memory.</summary>
    /// <exception cref="UnprojectableEventException">One of its events can't follow on what came before.</exception>
    public async Task Take(DecodedPage page, CancellationToken cancellation)
    {
        if (page.LastPosition is not { } last)
            return;
        await new PageLoad(_fold, _leads).Run(page.Events, IdleConnection, cancellation);
        if (Taken > 0)
            PageWrite.PutLasting(_fold, _statements);
        _fold.Apply(page.Events);
        Taken += page.Events.Count + page.Foreign;
        _taken = last;
    }

    /// <summary>
    /// Begins to write what was taken, in one transaction, once the one before it is through. More can be taken
    /// meanwhile: what is written was put together before.
    /// </summary>
    /// <exception cref="SomebodyElseProjectsException">The progress row wasn't where this session left it.</exception>
    public async Task Write(CancellationToken cancellation)
    {
        var isNothing = _taken == _begun;
        if (!isNothing)
            Put();
        await Finish();
        if (isNothing)
            return;
        _writing = Send(_statements, Taken, _begun = _taken, cancellation);
        (_statements, _others) = (_others, _statements);
        _statements.Clear();
        Taken = 0;
    }

    /// <summary>Waits until everything is in the build whose writing has begun.</summary>
    /// <exception cref="SomebodyElseProjectsException">The progress row wasn't where this session left it.</exception>
    public async Task Finish() => await _writing;

    /// <summary>Lets go of the connection: what is being written ends first, well or not.</summary>
    public async ValueTask DisposeAsync() =>
        await _writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    private async ValueTask<NpgsqlConnection> IdleConnection(CancellationToken cancellation)
    {
        await _writing.WaitAsync(cancellation);
        return _connection;
    }

    private void Put()
    {
        PageWrite.Put(_fold, _statements);
        Keep();
        _fold.Clear();
    }

    private async Task Send(PageStatements statements, int events, long last, CancellationToken cancellation)
    {
        using var watch = WriteWatch.Begin(_build, events, last);
        statements.Add(ProjectionProgress.InsistOnMoveFrom(_build.ProgressName, Position, last));
        try
        {
            await statements.Send(_connection, cancellation);
        }
        catch (PostgresException fault) when (fault.SqlState == ProjectionProgress.MovedBySomebodyElse)
        {
            throw new SomebodyElseProjectsException(_build.ProgressName, Position);
        }
        Position = last;
        watch?.Written();
    }

    // The tables will hold the rows as they are now, or this session ends.
    private void Keep()
    {
        foreach (var (id, rows) in _fold.Leads)
        {
            foreach (var handoff in rows.Handoffs)
            {
                handoff.Counted = CohortShare.Of(handoff);
                handoff.Written();
            }
            rows.Rejections.ForEach(rejection => rejection.Written());
            _leads.Keep(id, rows);
        }
        if (_agreements.Count > AgreementsKept)
            _agreements.Clear();
        foreach (var rows in _agreements.Values)
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

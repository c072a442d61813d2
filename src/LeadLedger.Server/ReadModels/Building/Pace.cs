using System.Diagnostics;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>
/// How fast a build is made. While nobody appends it takes all it can get. Else it makes way: it does a piece of a few
/// milliseconds after the other and nothing beside it, so that others always have a core, and rests after each
/// (ADR-0024). It needs no more than a look at the ledger's end, and so works from any process.
/// </summary>
internal sealed class Pace
{
    // Fewer cost more for beginning and ending than for themselves.
    private const int FewestEvents = 50;

    // Nobody sees the new build yet, so that many events can go in at once: the more, the fewer rows are written twice.
    private const int MostEvents = 32_000;

    private const double AsLong = 1;
    private const double Gently = 3;

    private const string End =
        """
        select e.position, exists (
          select from leadledger.recorded r
          where r.position = e.position and r.recorded_at > clock_timestamp() - interval '250 milliseconds')
        from leadledger.ledger_end e
        """;

    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);

    private readonly NpgsqlDataSource _database;
    private readonly long _begun = Stopwatch.GetTimestamp();
    private readonly double _share;
    private readonly bool _always;
    private readonly PieceSize _events = new(FewestEvents, MostEvents);
    private LedgerGrowth? _growth;

    private Pace(NpgsqlDataSource database, double share, bool always) =>
        (_database, _share, _always) = (database, share, always);

    /// <summary>Whether to work in pieces: somebody appends, or it isn't urgent.</summary>
    public bool MakesWay => _always || _growth!.Rate > 0;

    /// <summary>How many events to put into a transaction.</summary>
    public int EventsATransaction => MakesWay ? _events.Now : MostEvents;

    /// <summary>At full speed while nobody appends, else half of the time.</summary>
    public static Task<Pace> Full(NpgsqlDataSource database, CancellationToken cancellation) =>
        Begin(new Pace(database, AsLong, always: false), cancellation);

    /// <summary>A quarter of the time at most: for what isn't urgent.</summary>
    public static Task<Pace> Gentle(NpgsqlDataSource database, CancellationToken cancellation) =>
        Begin(new Pace(database, Gently, always: true), cancellation);

    /// <summary>Begins to work.</summary>
    /// <returns>When that was, for those who rest.</returns>
    public static long Begin() => Stopwatch.GetTimestamp();

    /// <summary>After a piece of work that ends by itself: rests where that is asked for.</summary>
    /// <returns>How long the work took.</returns>
    public async Task<TimeSpan> Rest(long begun, CancellationToken cancellation)
    {
        var worked = Stopwatch.GetElapsedTime(begun);
        await Look(cancellation);
        if (MakesWay)
            await Rest(worked * _share, cancellation);
        return worked;
    }

    /// <summary>After a transaction: rests where that is asked for, and never so long that appends outrun it.</summary>
    public async Task RestAfter(int events, long begun, CancellationToken cancellation)
    {
        var worked = Stopwatch.GetElapsedTime(begun);
        await Look(cancellation);
        if (!MakesWay)
            return;
        var rest = worked * _share;
        // What was cut short, by the end of the ledger as a rule, says nothing of how fast it is.
        var left = events < _events.Now ? rest : _growth!.TimeFor(events) - worked;
        if (left > TimeSpan.Zero)
            _events.Took(events, worked);
        else
            _events.Grow();
        await Rest(left < rest ? left : rest, cancellation);
    }

    private static async Task<Pace> Begin(Pace pace, CancellationToken cancellation)
    {
        await pace.Look(cancellation);
        return pace;
    }

    private static Task Rest(TimeSpan rest, CancellationToken cancellation) =>
        rest > TimeSpan.Zero ? Task.Delay(rest < LongestRest ? rest : LongestRest, cancellation) : Task.CompletedTask;

    private async Task Look(CancellationToken cancellation)
    {
        var now = Stopwatch.GetElapsedTime(_begun);
        if (_growth?.IsDue(now) is false)
            return;
        await using var look = _database.CreateCommand(End);
        await using var row = await look.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        if (_growth is null)
            _growth = new LedgerGrowth(row.GetInt64(0), row.GetBoolean(1), now);
        else
            _growth.Saw(row.GetInt64(0), now);
    }
}

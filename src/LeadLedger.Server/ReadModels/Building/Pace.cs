using System.Diagnostics;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>
/// How fast a build is filled. At full speed it takes all it can get for as long as nobody appends, or nobody who does
/// suffers by it; else it works in smaller pieces and rests between them (ADR-0024).
/// </summary>
internal sealed class Pace : IAsyncDisposable
{
    // Nobody sees the new build yet, so that many events can go in at once: the more, the fewer rows are written twice.
    private const int Many = 16_000;

    // Whoever comes in the middle of one waits less long for a core.
    private const int Few = 1_000;

    /// <summary>Fewer positions a second than this are nobody's load.</summary>
    private const double Appending = 20;

    private const double Gently = 3;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ToLearn = TimeSpan.FromMilliseconds(400);
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(2);

    private readonly NpgsqlDataSource _database;
    private readonly RestShare _share;
    private AppendProbe? _probe;
    private (long Mark, long At) _looked;
    private bool _isAppending;

    private Pace(NpgsqlDataSource database, double least)
    {
        _database = database;
        _share = new RestShare(least);
    }

    /// <summary>How many events to put into a transaction.</summary>
    public int EventsATransaction => _share.Now > 0 ? Few : Many;

    /// <summary>As fast as nobody minds.</summary>
    public static Pace Full(NpgsqlDataSource database) => new(database, least: 0);

    /// <summary>A quarter of the time at most: for what isn't urgent.</summary>
    public static Pace Gentle(NpgsqlDataSource database) => new(database, Gently);

    /// <summary>Begins to work.</summary>
    /// <returns>When that was, for <see cref="Rest"/>.</returns>
    public static long Begin() => Stopwatch.GetTimestamp();

    /// <summary>Whether to rest after what is being written.</summary>
    /// <param name="mark">The end of the ledger as last seen: it tells whether anybody appends.</param>
    public bool WantsRest(long mark)
    {
        Look(mark);
        if (!_isAppending || _probe is { HasEnded: true })
            _share.SawNobody();
        else if ((_probe ??= new AppendProbe(_database)).AtRest is not { } atRest)
            return true;
        else if (_probe.AtWork is { } atWork)
            _share.Saw(atRest, atWork);
        return _share.Now > 0;
    }

    /// <summary>Rests as long as the work since its beginning deserves.</summary>
    /// <returns>When the work goes on.</returns>
    public async Task<long> Rest(long begun, CancellationToken cancellation)
    {
        var rest = Stopwatch.GetElapsedTime(begun) * _share.Now;
        if (_probe is { HasEnded: false, AtRest: null } && rest < ToLearn)
            rest = ToLearn;
        _probe?.IsResting = true;
        try
        {
            await Task.Delay(rest < LongestRest ? rest : LongestRest, cancellation);
        }
        finally
        {
            _probe?.IsResting = false;
        }
        return Begin();
    }

    public async ValueTask DisposeAsync()
    {
        if (_probe is not null)
            await _probe.DisposeAsync();
    }

    private void Look(long mark)
    {
        var now = Stopwatch.GetTimestamp();
        var passed = Stopwatch.GetElapsedTime(_looked.At, now);
        if (_looked.At == 0)
            _looked = (mark, now);
        else if (passed >= BetweenLooks)
        {
            _isAppending = (mark - _looked.Mark) / passed.TotalSeconds >= Appending;
            _looked = (mark, now);
        }
    }
}

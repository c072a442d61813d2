namespace LeadLedger.Server.Audit.Seals;

/// <summary>
/// How much to seal at a time and how long to rest then. While few append, all of it; while many do, a little, and
/// twenty times as long nothing, so that they lose less than a twentieth to sealing even if it has the machine to
/// itself meanwhile. What that puts off is made up for when they pause, or at full speed once a minute is owed.
/// </summary>
internal sealed class SealPace(TimeProvider clock)
{
    /// <summary>The most events of one checkpoint while many append: it takes some 50 ms.</summary>
    public const int Piece = 8_192;

    /// <summary>
    /// From how many positions a second on it is many: sealing so many takes about a hundredth of two cores.
    /// </summary>
    public const int ManyASecond = 2_000;

    /// <summary>How long sealing may be put off: for so long after it had caught up.</summary>
    public static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(60);

    /// <summary>How many times as long it rests as it has worked.</summary>
    public const int RestToWork = 20;

    /// <summary>A slow disk isn't to be taken for much work.</summary>
    private static readonly TimeSpan LongestRest = TimeSpan.FromSeconds(10);

    /// <summary>A shorter time tells no rate.</summary>
    private static readonly TimeSpan ShortestLook = TimeSpan.FromMilliseconds(50);

    private long _caughtUp = clock.GetTimestamp();
    private (long Mark, long At)? _seen;
    private bool _areMany;

    /// <summary>Whether it makes way for who appends.</summary>
    public bool StepsBack => _areMany && clock.GetElapsedTime(_caughtUp) < LongestDelay;

    /// <summary>The most events of the next checkpoint.</summary>
    public int Most => StepsBack ? Piece : Sealer.EventsPerCheckpoint;

    /// <summary>How long to rest after work that took so long, while it steps back.</summary>
    public static TimeSpan RestAfter(TimeSpan work) =>
        work * RestToWork < LongestRest ? work * RestToWork : LongestRest;

    /// <summary>Takes note of how far the ledger is by now.</summary>
    public void Saw(long mark)
    {
        var now = clock.GetTimestamp();
        if (_seen is { } seen)
        {
            var passed = clock.GetElapsedTime(seen.At, now);
            if (passed < ShortestLook)
                return;
            _areMany = mark - seen.Mark >= ManyASecond * passed.TotalSeconds;
        }
        _seen = (mark, now);
    }

    /// <summary>Takes note that everything up to the mark seen last is sealed.</summary>
    public void HasCaughtUp() => _caughtUp = clock.GetTimestamp();
}

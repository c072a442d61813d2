namespace LeadLedger.Server.ReadModels.Building;

/// <summary>How fast the ledger grows, by looking at its end now and then.</summary>
internal sealed class LedgerGrowth
{
    /// <summary>Fewer positions a second than this are nobody's load.</summary>
    public const double Appending = 20;

    /// <summary>What is left of the ledger is made in no more time than it took to append as much.</summary>
    public const double Outrun = 2;

    /// <summary>A shorter time tells no rate.</summary>
    public static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);

    /// <summary>Load comes in waves: so long nobody has to have appended until it counts as ended.</summary>
    public static readonly TimeSpan UntilNobody = TimeSpan.FromSeconds(2);

    private (long Position, TimeSpan At) _looked;
    private TimeSpan _appended;

    /// <param name="position">The last event's.</param>
    /// <param name="isRecent">Whether it came just now: then there may be more where it came from.</param>
    /// <param name="at">When that was.</param>
    public LedgerGrowth(long position, bool isRecent, TimeSpan at)
    {
        _looked = (position, at);
        _appended = at;
        Rate = isRecent ? Appending : 0;
    }

    /// <summary>Positions a second; 0: nobody appends.</summary>
    public double Rate { get; private set; }

    /// <summary>Whether the last look is long enough ago for the next one to tell anything.</summary>
    public bool IsDue(TimeSpan at) => at - _looked.At >= BetweenLooks;

    /// <summary>Takes in another look.</summary>
    public void Saw(long position, TimeSpan at)
    {
        var rate = (position - _looked.Position) / (at - _looked.At).TotalSeconds;
        _looked = (position, at);
        if (rate >= Appending)
            (Rate, _appended) = (rate, at);
        else if (at - _appended >= UntilNobody)
            Rate = 0;
    }

    /// <summary>How long so many events may take where what is made has to catch up with what is appended.</summary>
    public TimeSpan TimeFor(int events) =>
        Rate > 0 ? TimeSpan.FromSeconds(events / (Outrun * Rate)) : TimeSpan.MaxValue;
}

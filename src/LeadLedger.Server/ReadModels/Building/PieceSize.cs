namespace LeadLedger.Server.ReadModels.Building;

/// <summary>
/// How much to do at once so that it takes a few milliseconds: whoever comes in the middle of it waits no longer.
/// Learnt from what pieces have taken, so that it is right on a slow machine and on a fast one.
/// </summary>
internal sealed class PieceSize
{
    /// <summary>How long a piece is to take. It is about what a handoff may take longer by.</summary>
    public static readonly TimeSpan Target = TimeSpan.FromMilliseconds(10);

    private const double Step = 1.25;

    private readonly int _least;
    private readonly int _most;

    /// <summary>Begins with the least.</summary>
    public PieceSize(int least, int most)
    {
        (_least, _most) = (least, most);
        Now = least;
    }

    /// <summary>How much to do next.</summary>
    public int Now { get; private set; }

    /// <summary>Takes in how long one took.</summary>
    public void Took(int amount, TimeSpan time)
    {
        // What was cut short says nothing of how long a whole one takes, unless that was long already.
        if (amount < Now && time <= Target)
            return;
        var fitting = amount * (Target / time);
        // By and by: one that was quick, or that somebody else was in the way of, says little of the next.
        Now = (int)Math.Clamp(Math.Clamp(fitting, Now / Step, Now * Step), _least, _most);
    }

    /// <summary>More at once takes less in all: where that matters more.</summary>
    public void Grow() => Now = (int)Math.Clamp(Now * Step, _least, _most);
}

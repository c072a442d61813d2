namespace LeadLedger.Server.ReadModels.Building;

/// <summary>
/// How long to rest after work, as a multiple of the work: more each time that others suffer, less when they don't. It
/// has an upper bound, because a rebuild that never ends helps nobody.
/// </summary>
internal sealed class RestShare
{
    /// <summary>The most: work is then a fifth of the time.</summary>
    public const double Most = 4;

    /// <summary>Whoever waits this many times as long as while we rest suffers.</summary>
    public const double SuffersFrom = 1.5;

    /// <summary>Less than this, in milliseconds, nobody notices.</summary>
    public const double Unnoticed = 3;

    private const double FirstStep = 0.25;

    private readonly double _least;

    /// <param name="least">What is rested in any case: 0 for one in a hurry.</param>
    public RestShare(double least) => Now = _least = least;

    /// <summary>What to rest now, as a multiple of the work before it.</summary>
    public double Now { get; private set; }

    /// <summary>Takes in what small durable transactions took.</summary>
    /// <param name="atRest">While we rested, in milliseconds.</param>
    /// <param name="atWork">While we worked, in milliseconds.</param>
    public void Saw(double atRest, double atWork)
    {
        if (atWork > Unnoticed && atWork > SuffersFrom * atRest)
            Now = Math.Min(Math.Max(Now * 2, FirstStep), Math.Max(Most, _least));
        else
            Now = Now / 2 < FirstStep ? _least : Math.Max(Now / 2, _least);
    }

    /// <summary>There is nobody who could suffer.</summary>
    public void SawNobody() => Now = _least;
}

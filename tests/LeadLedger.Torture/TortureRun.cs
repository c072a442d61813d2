using System.Diagnostics;

namespace LeadLedger.Torture;

/// <summary>
/// Breaks a site in every way there is, again and again while people work on it, and looks after each time whether
/// everything that must hold does. The same seed plants the same faults in the same order.
/// </summary>
internal sealed class TortureRun(TextWriter log, TimeSpan duration, int seed)
{
    private const int Callers = 6;
    private const int RoundsOnOneSite = 36;
    private static readonly TimeSpan Lead = TimeSpan.FromMilliseconds(700);
    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan LongestDoubt = TimeSpan.FromSeconds(120);

    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly List<string> _struck = [];
    private TimeSpan _longest;
    private int _checks;
    private int _acknowledged;

    /// <returns>True if everything held.</returns>
    public async Task<bool> Run(string folder, CancellationToken cancellation = default)
    {
        Say($"torture for {duration.TotalMinutes:0.##} min, seed {seed}");
        try
        {
            var (random, faults) = (new Random(seed), new Queue<Fault>());
            for (var site = 1; GoesOn(cancellation); site++)
            {
                var own = Path.Combine(folder, FormattableString.Invariant($"site-{site}"));
                await OnOneSite(own, faults, random, cancellation);
            }
        }
        catch (Exception broken) when (broken is BrokenPromiseException or SilentServiceException)
        {
            Say($"BROKEN after '{_struck.LastOrDefault()}': {broken.Message}");
            return false;
        }
        Say($"all held: {_struck.Count} faults of {_struck.Distinct().Count()} kinds, {_acknowledged} acknowledged, "
            + $"{_checks} checks passed, longest without an answer {_longest.TotalSeconds:0.0} s");
        return true;
    }

    /// <summary>
    /// Each check reads the whole ledger, so now and then a new one is begun. One on which all held is put away; one
    /// that broke is left for whoever wants to look at it.
    /// </summary>
    private async Task OnOneSite(
        string folder, Queue<Fault> faults, Random random, CancellationToken cancellation)
    {
        string cluster;
        await using (var site = await Site.Start(folder, nodes: 2))
        {
            cluster = site.Postgres.Folder;
            var door = new Door(site.Client);
            var load = new Load(site, door, await TriedCompany.Found(site, door), random.Next());
            var checks = new Checks(site.Postgres);
            for (var round = 0; round < RoundsOnOneSite && GoesOn(cancellation); round++)
            {
                if (faults.Count == 0)
                    Shuffled(random).ForEach(faults.Enqueue);
                await Round(site, load, checks, faults.Dequeue(), random);
            }
            _acknowledged += load.Acknowledged;
        }
        if (Directory.Exists(cluster))
            Directory.Delete(cluster, recursive: true);
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Every kind strikes at least once, however short the time.</summary>
    private bool GoesOn(CancellationToken cancellation) =>
        !cancellation.IsCancellationRequested && (_struck.Count < Fault.All.Count || _clock.Elapsed < duration);

    private async Task Round(Site site, Load load, Checks checks, Fault fault, Random random)
    {
        _struck.Add(fault.Name);
        load.Begin(Callers);
        await Task.Delay(Lead);
        var began = _clock.Elapsed;
        await fault.Strike(site, random);
        var struck = _clock.Elapsed;
        foreach (var node in site.Nodes)
            await AnswersAgain(load, node, struck);
        var answered = _clock.Elapsed;
        await Task.Delay(Lead);
        await load.End();
        var unknown = await load.Resolve(LongestDoubt);
        if (load.Unknown > 0)
            throw new SilentServiceException($"{load.Unknown} of {unknown} that were in doubt are still");
        var held = await checks.Run(load.Deeds);
        _checks += held;
        _longest = answered - began > _longest ? answered - began : _longest;
        Say($"{fault.Name,-38} lasted {(struck - began).TotalSeconds,4:0.0} s, answered again after "
            + $"{(answered - struck).TotalSeconds,4:0.0} s, {_acknowledged + load.Acknowledged,6} acknowledged, "
            + $"{unknown,3} were in doubt, {held} checks passed");
    }

    private async Task AnswersAgain(Load load, Node node, TimeSpan since)
    {
        while (!await load.TryHandOff(node))
        {
            if (_clock.Elapsed - since > LongestSilence)
                throw new SilentServiceException($"{node.Name} doesn't answer again");
        }
    }

    private static List<Fault> Shuffled(Random random)
    {
        var faults = Fault.All.ToArray();
        random.Shuffle(faults);
        return [.. faults];
    }

    private void Say(string line) => log.WriteLine($"{_clock.Elapsed:hh\\:mm\\:ss}  {line}");
}

/// <summary>The service doesn't come back by itself.</summary>
public sealed class SilentServiceException : Exception
{
    public SilentServiceException() { }
    public SilentServiceException(string message) : base(message) { }
    public SilentServiceException(string message, Exception inner) : base(message, inner) { }
}

using LeadLedger.EventStore.Sealing;
using LeadLedger.Server.Http;
using LeadLedger.Server.Running;
using Npgsql;

namespace LeadLedger.Server.Audit.Seals;

/// <summary>
/// Puts checkpoints where whoever holds the database can't reach them: a file outside the data folder, every node its
/// own. The newest one now and then, which vouches for all before it, and the last when the node stops.
/// </summary>
public sealed partial class Anchoring : IHostedService, IDisposable
{
    /// <summary>Where the ledger's id stands in a path.</summary>
    public const string LedgerMark = "{ledger}";

    /// <summary>The shortest time between two: a year under constant load makes about a gigabyte.</summary>
    private static readonly TimeSpan BetweenAnchors = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan TimeToFinish = TimeSpan.FromSeconds(5);

    private readonly NpgsqlDataSource _database;
    private readonly SealerStatus _sealer;
    private readonly TimeProvider _clock;
    private readonly ILogger<Anchoring> _logger;
    private readonly string? _given;
    private readonly CancellationTokenSource _stopping = new();
    private Task _work = Task.CompletedTask;
    private SignedCheckpoint? _last;
    private string? _failure;
    private string? _contradiction;

    public Anchoring(
        NpgsqlDataSource database,
        SealerStatus sealer,
        Settings settings,
        TimeProvider clock,
        ILogger<Anchoring> logger)
    {
        ArgumentNullException.ThrowIfNull(settings);
        _given = settings.AnchorFile;
        (_database, _sealer, _clock, _logger) = (database, sealer, clock, logger);
    }

    /// <summary>The file; null while it isn't known, or where none is kept.</summary>
    public string? File { get; private set; }

    /// <summary>The size of the tree that was anchored last; 0 before the first.</summary>
    public long TreeSize => _last?.Checkpoint.TreeSize ?? 0;

    /// <summary>What is wrong, if something is; null also where none is kept.</summary>
    public string? Reason => _contradiction ?? _failure;

    /// <summary>Whether there is to be a file at all.</summary>
    public bool IsOn => _given is not null;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsOn)
            _work = Task.Run(Work, CancellationToken.None);
        else
            LogOff();
        return Task.CompletedTask;
    }

    /// <summary>The sealer has ended before this: what it sealed last is anchored too.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Where the database hangs, cancelling takes as long as what is cancelled.
        await Task.WhenAll(_stopping.CancelAsync(), _work).WaitAsync(cancellationToken)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!IsOn || !_work.IsCompleted)
            return;
        using var finish = new CancellationTokenSource(TimeToFinish);
        await TryAnchor(finish.Token);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task Work()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await _sealer.WaitForNewer(TreeSize, BetweenAnchors, _clock, _stopping.Token);
            if (_stopping.IsCancellationRequested)
                return;
            await TryAnchor(_stopping.Token);
            await Task.Delay(BetweenAnchors, _clock, _stopping.Token)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task TryAnchor(CancellationToken cancellation)
    {
        try
        {
            await Anchor(cancellation);
            _failure = null;
        }
        catch (Exception) when (_stopping.IsCancellationRequested && cancellation.IsCancellationRequested)
        {
            // The node stops; the next start anchors what is missing.
        }
        catch (Exception fault)
        {
            // Sealing goes on without an anchor, and so must this; health tells that there is none.
            var words = LastResort.SafeWords(fault);
            if (_failure != words)
                LogFault(File, words);
            _failure = words;
        }
    }

    private async Task Anchor(CancellationToken cancellation)
    {
        await using var connection = await _database.OpenConnectionAsync(cancellation);
        var kept = new SealedTree(connection);
        if (File is null)
        {
            var ledger = await kept.LedgerId(cancellation);
            var file = _given!.Replace(LedgerMark, ledger.ToString("D"), StringComparison.Ordinal);
            _last = AnchorFile.ReadLast(file) is { } read && read.Checkpoint.LedgerId == ledger ? read : null;
            File = file;
            LogFile(file);
        }
        if (await kept.Latest(cancellation) is not { } latest || latest.Checkpoint == _last?.Checkpoint)
            return;
        await Compare(kept, latest, cancellation);
        AnchorFile.Append(File, latest, Remark(latest));
        _last = latest;
    }

    /// <summary>
    /// What was anchored must be the beginning of what is anchored now. It is anchored all the same, because both are
    /// evidence: the file shows them side by side for good.
    /// </summary>
    private async Task Compare(SealedTree kept, SignedCheckpoint latest, CancellationToken cancellation)
    {
        if (_last?.Checkpoint is not { } before)
            return;
        var now = latest.Checkpoint;
        if (now.TreeSize >= before.TreeSize && await kept.Root(before.TreeSize, cancellation) == before.Root)
            return;
        LogContradiction(before.TreeSize, now.TreeSize, File);
        // Until somebody has looked, and started the node again.
        _contradiction = $"The seal of {now.TreeSize} events contradicts the anchor of {before.TreeSize}.";
    }

    private string? Remark(SignedCheckpoint latest)
    {
        if (_last is null || _last.Signatures[0].KeyId == latest.Signatures[0].KeyId)
            return null;
        return $"key rotation: {_last.Signatures[0].KeyId} -> {latest.Signatures[0].KeyId}";
    }

    [LoggerMessage(LogEvents.Anchored, LogLevel.Information, "Checkpoints are anchored in {File}.")]
    private partial void LogFile(string file);

    [LoggerMessage(LogEvents.AnchorOff, LogLevel.Warning,
        "Checkpoints aren't anchored: somebody who holds the database and the seal key could make the ledger anew.")]
    private partial void LogOff();

    [LoggerMessage(LogEvents.AnchorFailed, LogLevel.Error, "Checkpoints can't be anchored in {File}: {Failure}")]
    private partial void LogFault(string? file, string failure);

    [LoggerMessage(LogEvents.AnchorContradicted, LogLevel.Critical,
        "The sealed ledger isn't the one that was anchored: the anchor of {Anchored} events contradicts the seal of "
        + "{Sealed}. Keep {File} as it is and run `leadledger verify`.")]
    private partial void LogContradiction(long anchored, long @sealed, string? file);
}

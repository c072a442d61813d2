using Npgsql;

namespace LeadLedger.EventStore.Appending;

/// <summary>
/// The one writer of this process: while a group is being committed the next one gathers. Each member gets its own
/// answer; a fault of one never becomes an answer to another.
/// </summary>
internal sealed class AppendWriter : IAsyncDisposable
{
    private readonly EventStoreOptions _options;
    private readonly AppendQueue _queue;
    private readonly AppendSession _session;
    private readonly Action<OwnCommit, List<PendingAppend>> _committed;
    private readonly Task _work;
    private volatile bool _isConnecting;

    /// <param name="committed">
    /// Told of each commit before the next group is written, and of the members that were sent with it, refused ones
    /// too; of none whose outcome had to be looked up.
    /// </param>
    public AppendWriter(
        NpgsqlDataSource database, EventStoreOptions options, Action<OwnCommit, List<PendingAppend>> committed)
    {
        _options = options;
        _queue = new AppendQueue(options);
        EventStoreMetrics.Watch(_queue);
        _session = new AppendSession(database, options);
        _committed = committed;
        _work = Task.Run(Work);
    }

    /// <summary>How many appends wait for a group.</summary>
    public int Waiting => _queue.Length;

    public Task<AppendResult> Append(StreamAppend append, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var pending = AppendCheck.Check(append);
        if (!_queue.TryEnqueue(pending))
            throw _queue.IsClosed ? new ObjectDisposedException(nameof(PostgresEventStore)) : Untaken();
        return cancellation.CanBeCanceled ? Withdrawable(pending, cancellation) : pending.Task;
    }

    /// <summary>Answers those who have waited for as long as anybody has to (ADR-0011).</summary>
    /// <param name="now">In milliseconds of <see cref="Environment.TickCount64"/>.</param>
    public void Sweep(long now) => _queue.Sweep(now, Untaken);

    /// <summary>Finishes what was let in and lets in no more.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Close();
        await _work.ConfigureAwait(false);
        EventStoreMetrics.Forget(_queue);
        await _session.DisposeAsync().ConfigureAwait(false);
    }

    private static async Task<AppendResult> Withdrawable(PendingAppend pending, CancellationToken cancellation)
    {
        await using var withdrawal = cancellation.UnsafeRegister(
            static (state, token) => ((PendingAppend)state!).Withdraw(token), pending).ConfigureAwait(false);
        return await pending.Task.ConfigureAwait(false);
    }

    /// <summary>Why one that wasn't taken into a group wasn't; in either case nothing of it was written.</summary>
    private Exception Untaken() => _isConnecting
        ? new EventStoreUnavailableException("The database can't be reached; nothing was written.")
        : new EventStoreBusyException("Too much waits to be written; nothing of this was.");

    private async Task Work()
    {
        while (await _queue.WaitForAny().ConfigureAwait(false))
        {
            // Nothing is taken before there is a connection to send it on: until then it can be withdrawn for certain.
            if (!await TryConnect().ConfigureAwait(false))
                continue;
            var members = _queue.Take();
            if (members.Count == 0)
                continue;
            try
            {
                await Write(members).ConfigureAwait(false);
                await LetCallersComeBack(members.Count).ConfigureAwait(false);
            }
            catch (Exception e)
            {
                // Whatever this is, the writer must live, and nobody may wait for ever.
                await _session.Abandon().ConfigureAwait(false);
                Fail(members, new EventStoreOutcomeUnknownException("The writer failed.", e));
            }
        }
    }

    /// <summary>
    /// Who was just answered mostly comes again at once. This turn goes on behind theirs, so that they are in the next
    /// group and not in the one after it: a fifth more appends with 8 callers. Where other work waits for a thread it
    /// goes straight on, for it would have to queue behind that too; and a lone caller does the writing itself.
    /// </summary>
    private static async ValueTask LetCallersComeBack(int answered)
    {
        if (answered > 1 && ThreadPool.PendingWorkItemCount <= answered)
            await Task.Yield();
    }

    private async ValueTask<bool> TryConnect()
    {
        if (_session.IsOpen)
            return true;
        _isConnecting = true;
        try
        {
            _isConnecting = await Patience
                .KeepTrying(_options.ReconnectPatience, _session.Open).ConfigureAwait(false) is not null;
            return !_isConnecting;
        }
        catch (Exception)
        {
            // A fault that no patience was meant for (a wrong password, a role that is gone) must not end the writer.
            await Task.Delay(Patience.LongestPause).ConfigureAwait(false);
            return false;
        }
    }

    private async Task Write(List<PendingAppend> members)
    {
        if (!await TryOpen(members).ConfigureAwait(false))
            return;
        foreach (var member in members)
            member.Displace();
        var backend = _session.Backend;
        try
        {
            await EventStoreMetrics.WriteGroup(_session, members).ConfigureAwait(false);
        }
        catch (PostgresException refusal) when (_session.IsOpen)
        {
            // An error that leaves the connection standing has undone the statement: nothing was written.
            await GoOnAfter(refusal, members).ConfigureAwait(false);
            return;
        }
        catch (Exception fault) when (Patience.IsOfTheConnection(fault))
        {
            await FindOutAndGoOn(backend, members, fault).ConfigureAwait(false);
            return;
        }
        await Answer(members).ConfigureAwait(false);
    }

    private Task Answer(List<PendingAppend> members) => Answer(members, written: members);

    private async Task Answer(List<PendingAppend> members, List<PendingAppend> written)
    {
        var position = 0L;
        List<PendingAppend>? refused = null;
        foreach (var member in members)
        {
            if (member.IsPlaced)
                position = Math.Max(position, member.AnswerAppended());
            else
                (refused ??= []).Add(member);
        }
        if (position > 0)
            _committed(new OwnCommit(_session.Backend.ProcessId, position, _session.Place), written);
        if (refused is not null)
            await AnswerRefused(refused).ConfigureAwait(false);
    }

    private async Task GoOnAfter(PostgresException refusal, List<PendingAppend> members)
    {
        if (!AppendRefusals.MayBeOfOneMember(refusal))
        {
            // A full disk, a server that became a standby: no member is to blame; another connection may do better.
            await _session.Abandon().ConfigureAwait(false);
            Fail(members, AppendRefusals.ToException(refusal));
        }
        else if (AppendRefusals.IsLostRace(refusal))
        {
            // A bulk that is sent again begins thousands of streams that are there already: one look tells which.
            await AnswerRefused(members).ConfigureAwait(false);
        }
        else if (members.Count > 1)
        {
            await WriteInHalves(members).ConfigureAwait(false);
        }
        else if (AppendRefusals.IsTransient(refusal) && ++members[0].Setbacks < _options.AppendAttempts)
        {
            await Write(members).ConfigureAwait(false);
        }
        else
        {
            Fail(members, AppendRefusals.ToException(refusal));
        }
    }

    private async Task WriteInHalves(List<PendingAppend> members)
    {
        var half = members.Count / 2;
        await Write(members[..half]).ConfigureAwait(false);
        await Write(members[half..]).ConfigureAwait(false);
    }

    /// <summary>Says why: the version, or which guard. The rare case, so it may cost a round trip.</summary>
    private async Task AnswerRefused(List<PendingAppend> refused)
    {
        Dictionary<Guid, long> versions;
        try
        {
            versions = await _session.ReadVersions(AppendRefusals.StreamsOf(refused)).ConfigureAwait(false);
        }
        catch (Exception fault) when (Patience.IsOfTheConnection(fault))
        {
            await _session.Abandon().ConfigureAwait(false);
            Fail(refused, new EventStoreUnavailableException("Refused, but the reason couldn't be read.", fault));
            return;
        }
        var innocent = new List<PendingAppend>();
        foreach (var member in refused)
        {
            if (AppendRefusals.Explain(member.Append, versions) is { } reason)
                member.TrySetResult(reason);
            else
                innocent.Add(member);
        }
        // Who isn't to blame was kept back by another. If nobody is, a stream came into being or a rival's transaction
        // ended just in between: that is sorted out in parts, and can't go on for ever.
        if (innocent.Count < refused.Count)
            await WriteIfAny(innocent).ConfigureAwait(false);
        else if (innocent.Count > 1)
            await WriteInHalves(innocent).ConfigureAwait(false);
        else if (++innocent[0].Setbacks < _options.AppendAttempts)
            await Write(innocent).ConfigureAwait(false);
        else
            Fail(innocent, new EventStoreContendedException("Rivals were faster each time."));
    }

    private Task WriteIfAny(List<PendingAppend> members) => members.Count > 0 ? Write(members) : Task.CompletedTask;

    /// <summary>Looks up what a lost connection left behind, answers for it, and writes the rest again.</summary>
    private async Task FindOutAndGoOn(Backend lost, List<PendingAppend> members, Exception fault)
    {
        if (!await TryLookUp(lost, members).ConfigureAwait(false))
        {
            Fail(members, new EventStoreOutcomeUnknownException(
                "The connection was lost while this was being written, and the database can't be asked.", fault));
            return;
        }
        var unwritten = members.FindAll(member => !member.IsPlaced);
        var exhausted = unwritten.FindAll(member => ++member.Setbacks >= _options.AppendAttempts);
        Fail(exhausted, new EventStoreUnavailableException("The connection was lost; nothing was written.", fault));
        // By their ids they stand there. But the same command through another node has events of these ids too, decided
        // at another instant: what the ledger has of them only it can tell.
        await Answer(members.FindAll(member => member.IsPlaced), written: []).ConfigureAwait(false);
        unwritten.RemoveAll(exhausted.Contains);
        await WriteIfAny(unwritten).ConfigureAwait(false);
    }

    private async Task<bool> TryOpen(List<PendingAppend> members)
    {
        if (_session.IsOpen)
            return true;
        var fault = await Patience.KeepTrying(_options.ReconnectPatience, _session.Open).ConfigureAwait(false);
        if (fault is not null)
            Fail(members, new EventStoreUnavailableException("The database can't be reached.", fault));
        return fault is null;
    }

    private async Task<bool> TryLookUp(Backend lost, List<PendingAppend> members) =>
        await Patience.KeepTrying(_options.ReconnectPatience, async cancellation =>
        {
            await _session.Open(cancellation).ConfigureAwait(false);
            await _session.LookUpOutcome(lost, members, cancellation).ConfigureAwait(false);
        }).ConfigureAwait(false) is null;

    private static void Fail(List<PendingAppend> members, Exception fault)
    {
        foreach (var member in members)
            member.TrySetException(fault);
    }
}

using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Bulk;

/// <summary>
/// What one batch of a bulk has to say of one stream: decided in one sitting and appended at once, after the turn that
/// an earlier batch had on the same stream.
/// </summary>
internal abstract class StreamTurn(string kind, Guid streamId)
{
    private readonly Lock gate = new();
    private Task? earlier;
    private TaskCompletionSource? waitedFor;
    private bool isOver;

    public StreamName Stream { get; } = new(kind, streamId);

    /// <summary>Comes after a turn of an earlier batch.</summary>
    public void ComeAfter(StreamTurn turn) => earlier = turn.Over();

    /// <summary>Takes in a line of this stream.</summary>
    /// <param name="slot">The line's place in its batch.</param>
    /// <param name="line">Its command.</param>
    public abstract void Add(int slot, PreparedLine line);

    /// <summary>Decides its lines and puts results into their slots. It doesn't fail: failures are results.</summary>
    public async Task Take(BulkBatch batch, Decider decider, BulkPatience patience)
    {
        try
        {
            if (earlier is not null)
                await earlier;
            await Decide(batch, decider, patience);
        }
        finally
        {
            End();
        }
    }

    protected abstract Task Decide(BulkBatch batch, Decider decider, BulkPatience patience);

    /// <summary>Most turns are waited for by nobody, so the promise is made only for those who do.</summary>
    private Task Over()
    {
        lock (gate)
        {
            if (isOver)
                return Task.CompletedTask;
            waitedFor ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return waitedFor.Task;
        }
    }

    private void End()
    {
        lock (gate)
        {
            isOver = true;
            waitedFor?.SetResult();
        }
    }
}

internal sealed class StreamTurn<TState, TEvent>(StreamKind<TState, TEvent> kind, Guid streamId)
    : StreamTurn(kind.Name, streamId)
    where TEvent : class
{
    private readonly List<int> slots = new(1);
    private readonly List<Prepared<TState, TEvent>> lines = new(1);

    public override void Add(int slot, PreparedLine line)
    {
        // A line that names another kind's stream fails here, before anything of it is in.
        var prepared = ((PreparedLine<TState, TEvent>)line).Prepared;
        slots.Add(slot);
        lines.Add(prepared);
    }

    protected override async Task Decide(BulkBatch batch, Decider decider, BulkPatience patience)
    {
        if (patience.GivenUp is { } why)
        {
            slots.ForEach(slot => batch.LeaveUntried(slot, Stream, why));
            return;
        }
        try
        {
            var outcomes = await patience.With(
                () => decider.DecideInOrder(kind, Stream.Id, lines.ConvertAll(line => line.Question)));
            for (var i = 0; i < outcomes.Length; i++)
                batch.Settle(slots[i], Stream, ResultOf(outcomes[i], lines[i]));
        }
        catch (Exception failure)
        {
            // One stream's failure is its lines' alone; the rest of the bulk goes on.
            foreach (var slot in slots)
                batch.Fail(slot, Stream, failure);
        }
    }

    private static SettledLine ResultOf(Outcome<TState> outcome, Prepared<TState, TEvent> line) =>
        new(line.Answer(outcome), outcome is Outcome<TState>.Accepted { IsRepeat: true });
}

/// <summary>A line's answer, and whether it had been given before.</summary>
internal readonly record struct SettledLine(Answer Answer, bool IsRepeat);

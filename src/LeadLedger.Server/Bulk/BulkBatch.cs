using LeadLedger.Server.Http;

namespace LeadLedger.Server.Bulk;

/// <summary>
/// Some consecutive lines of a bulk that are worked on together. Batches are read and decided beside each other; only
/// which turn of a stream comes after which is settled in the order of the input.
/// </summary>
internal sealed class BulkBatch
{
    /// <summary>Enough for turns to share a round trip, few enough to be worked on by both processors.</summary>
    public const int MaxLines = 256;

    /// <summary>Bounds what long lines can hold in memory.</summary>
    private const int MaxBytes = 256 * 1024;

    private readonly List<BulkLine> lines = new(MaxLines);
    private readonly TaskCompletionSource sequenced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private BulkResult[] results = [];
    private int bytes;

    public bool IsEmpty => lines.Count == 0;

    public bool IsFull => lines.Count >= MaxLines || bytes >= MaxBytes;

    /// <summary>Completes once every line has its result; never fails.</summary>
    public Task Done { get; private set; } = Task.CompletedTask;

    /// <summary>Completes once it is known which of its turns waits for which earlier one.</summary>
    public Task Sequenced => sequenced.Task;

    /// <summary>Each line's result, in order, once it is done.</summary>
    public IReadOnlyList<BulkResult> Results => results;

    /// <summary>The turns it takes, once it is sequenced.</summary>
    public IReadOnlyCollection<StreamTurn> Turns { get; private set; } = [];

    /// <summary>The first failure among its lines that isn't the caller's; null: there was none.</summary>
    public Exception? FirstFailure { get; private set; }

    public void Add(BulkLine line)
    {
        lines.Add(line);
        bytes += line.Command?.Request.Length ?? 0;
    }

    /// <summary>Begins to work on it, on another thread.</summary>
    public void Start(LinePreparing preparing, StreamSequence sequence, Task previousSequenced)
    {
        results = new BulkResult[lines.Count];
        Done = Task.Run(() => Work(preparing, sequence, previousSequenced));
    }

    public void Settle(int slot, StreamName stream, SettledLine settled)
    {
        var number = lines[slot].Number;
        var answer = settled.Answer;
        results[slot] = answer.Problem is { } problem
            ? BulkResult.Of(number, stream, problem)
            : new(number, answer.Status, stream, answer.Version ?? 0, answer.Position ?? 0, settled.IsRepeat, null);
    }

    public void Fail(int slot, StreamName? stream, Exception failure)
    {
        FirstFailure ??= failure;
        results[slot] = BulkResult.Of(lines[slot].Number, stream, LastResort.ProblemOf(failure));
    }

    /// <summary>Answers a line that isn't tried.</summary>
    public void LeaveUntried(int slot, StreamName stream, Problem why) =>
        results[slot] = BulkResult.Of(lines[slot].Number, stream, why);

    private async Task Work(LinePreparing preparing, StreamSequence sequence, Task previousSequenced)
    {
        var turns = Prepare(preparing);
        await previousSequenced;
        Turns = turns.Values;
        sequence.Enter(this);
        sequenced.SetResult();
        await Task.WhenAll(turns.Values.Select(turn => turn.Take(this, preparing.Decider, preparing.Patience)));
    }

    private Dictionary<Guid, StreamTurn> Prepare(LinePreparing preparing)
    {
        var turns = new Dictionary<Guid, StreamTurn>(lines.Count);
        for (var slot = 0; slot < lines.Count; slot++)
        {
            try
            {
                var reading = preparing.Prepare(lines[slot], out var stream);
                if (reading.Value is not { } prepared)
                {
                    results[slot] = BulkResult.Of(lines[slot].Number, stream, reading.Problem!);
                    continue;
                }
                if (!turns.TryGetValue(prepared.StreamId, out var turn))
                    turns.Add(prepared.StreamId, turn = prepared.Turn());
                turn.Add(slot, prepared);
            }
            catch (Exception failure)
            {
                // A fault in one line's command must not take the other lines along.
                Fail(slot, null, failure);
            }
        }
        return turns;
    }
}

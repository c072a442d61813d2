using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LeadLedger.Server.Bulk;
using LeadLedger.Server.Importing.Rows;

namespace LeadLedger.Server.Importing;

/// <summary>Runs command lines, many leads at once, and gives one result a line in the order of the lines.</summary>
internal delegate IAsyncEnumerable<LineResult> RunLines(
    IAsyncEnumerable<CommandLine> lines, CancellationToken cancellation);

/// <summary>
/// Sends every row through the same executor as a bulk, and says of each what became of it. What is under way is
/// bounded by the executor's window; nothing else of the file is held.
/// </summary>
internal sealed class ImportRun(RowSource source, RowCommands commands, RunLines run, RejectsFile rejects)
{
    // Rows whose commands are under way, in the order of the file. Written by the reading, emptied by the results.
    private readonly ConcurrentQueue<RowUnderWay> underWay = new();

    public ImportTally Tally { get; } = new();

    /// <param name="progress">Told now and then how many rows are done.</param>
    public async Task Run(Action<long> progress, CancellationToken cancellation)
    {
        rejects.Forget();
        await foreach (var result in run(Lines(cancellation), cancellation))
        {
            await SettleRowsWithoutLines(cancellation);
            if (!underWay.TryPeek(out var row))
                throw new InvalidOperationException("There are more results than lines.");
            Tally.Command(row.Lines[row.Results.Count].Command, result);
            row.Results.Add(result);
            if (row.Results.Count < row.Lines.Count)
                continue;
            underWay.TryDequeue(out _);
            await Settle(row, cancellation);
            progress(Tally.Rows);
        }

        await SettleRowsWithoutLines(cancellation);
        if (!underWay.IsEmpty)
            throw new InvalidOperationException("There are fewer results than lines.");
        progress(Tally.Rows);
    }

    private async IAsyncEnumerable<CommandLine> Lines([EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var read in source.Rows(cancellation))
        {
            var becomes = read.Problem is null ? commands.Of(read.Row) : new RowBecomes([], read.Problem);
            underWay.Enqueue(new RowUnderWay(read.Row, becomes.Problem, becomes.Commands, []));
            foreach (var line in becomes.Commands)
                yield return line;
        }
    }

    private async ValueTask SettleRowsWithoutLines(CancellationToken cancellation)
    {
        while (underWay.TryPeek(out var row) && row.Lines.Count == 0)
        {
            underWay.TryDequeue(out _);
            await Settle(row, cancellation);
        }
    }

    private async ValueTask Settle(RowUnderWay row, CancellationToken cancellation)
    {
        if (row.FirstProblem() is { } problem)
        {
            Tally.RowIsRejected(problem.Code);
            await rejects.Add(row.Row, problem, cancellation);
        }
        else if (row.Lines.Count == 0)
        {
            Tally.RowIsWithoutCommand();
        }
        else if (row.Results.TrueForAll(result => result.IsRepeat))
        {
            Tally.RowIsThere();
        }
        else
        {
            Tally.RowIsTaken();
        }
    }

    private sealed record RowUnderWay(
        Row Row, RowProblem? Problem, IReadOnlyList<CommandLine> Lines, List<LineResult> Results)
    {
        /// <summary>The first: what comes after it is often only its consequence.</summary>
        public RowProblem? FirstProblem()
        {
            if (Problem is not null)
                return Problem;
            var index = Results.FindIndex(result => result.Problem is not null);
            return index >= 0 && Results[index].Problem is { } refused
                ? new RowProblem(refused.Code, refused.Detail, Lines[index].Command)
                : null;
        }
    }
}

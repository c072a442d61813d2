using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using LeadLedger.Server.Bulk;
using LeadLedger.Server.Http;
using LeadLedger.Server.Importing.Rows;

namespace LeadLedger.Server.Importing;

/// <summary>
/// Sends every row through the same executor as a bulk, and says of each what became of it. What is under way is
/// bounded by the executor's window; nothing else of the file is held.
/// </summary>
internal sealed class ImportRun(
    RowSource source, RowCommands commands, BulkExecutor executor, BulkCaller caller, RejectsFile rejects)
{
    // Rows whose commands are under way, in the order of the file. Written by the reading, emptied by the results.
    private readonly ConcurrentQueue<RowUnderWay> underWay = new();

    public ImportTally Tally { get; } = new();

    /// <param name="progress">Told now and then how many rows are done.</param>
    /// <exception cref="ImportStoppedException">The ledger can't take any more now.</exception>
    public async Task Run(Action<long> progress, CancellationToken cancellation)
    {
        rejects.Forget();
        await foreach (var result in executor.Run(Lines(cancellation), caller, cancellation))
        {
            await SettleRowsWithoutLines(cancellation);
            if (!underWay.TryPeek(out var row))
                throw new InvalidOperationException("There are more results than lines.");
            if (result is { Status: >= StatusCodes.Status500InternalServerError, Problem: { } fault })
                throw new ImportStoppedException(row.Row.Line, fault);
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

    private async IAsyncEnumerable<BulkCommand> Lines([EnumeratorCancellation] CancellationToken cancellation)
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

    private static RowProblem Of(Problem problem) => problem.Code == Problems.KeyUsedForAnotherRequest.Code
        // The key is made of the record's reference, which a person knows it by.
        ? new RowProblem("record-has-changed", "It was imported before with other data; the ledger keeps what it has.")
        : new RowProblem(problem.Code, DetailOf(problem));

    private static string DetailOf(Problem problem) => problem.Errors is { Count: > 0 } errors
        ? string.Join(" ", errors.Select(error => $"{error.Field}: {error.Message}"))
        : $"{(problem.Field is { } field ? $"{field}: " : "")}{problem.Detail}";

    private sealed record RowUnderWay(
        Row Row, RowProblem? Problem, IReadOnlyList<BulkCommand> Lines, List<BulkResult> Results)
    {
        /// <summary>The first: what comes after it is often only its consequence.</summary>
        public RowProblem? FirstProblem()
        {
            if (Problem is not null)
                return Problem;
            var index = Results.FindIndex(result => result.Problem is not null);
            return index >= 0 && Results[index].Problem is { } refused
                ? Of(refused) with { Command = Lines[index].Command }
                : null;
        }
    }
}

/// <summary>
/// The ledger couldn't take a row for a reason that isn't the row's: the rest isn't tried. What was taken stays, and
/// the next run goes on from there.
/// </summary>
internal sealed class ImportStoppedException(long line, Problem problem)
    : Exception($"Stopped at line {line}: {problem.Title} {problem.Detail} Run it again to go on.");

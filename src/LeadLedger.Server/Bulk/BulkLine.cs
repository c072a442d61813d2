using LeadLedger.Domain;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Bulk;

/// <summary>A line as it was read: a command, or what is wrong with it.</summary>
/// <param name="Number">Its place in the input, from 1.</param>
internal readonly record struct BulkLine(long Number, BulkCommand? Command, Problem? Problem)
{
    /// <summary>It couldn't be read through a fault of ours; null: there was none.</summary>
    public Exception? Failure { get; init; }
}

/// <summary>Who sends a bulk, and what goes for all of its lines.</summary>
/// <param name="ActAs">The role that a caller with several asks to act in.</param>
/// <param name="IdempotencyKey">With a line's number it is the key of a line that has none of its own.</param>
/// <param name="CorrelationId">The request's trace, or the job's id.</param>
/// <param name="CausationId">What made the caller send it, if they said.</param>
public sealed record BulkCaller(
    Caller Caller,
    Role? ActAs = null,
    string? IdempotencyKey = null,
    string? CorrelationId = null,
    string? CausationId = null);

/// <summary>What became of a line.</summary>
/// <param name="Line">Its place in the input, from 1.</param>
/// <param name="Status">What its command's own route would have answered.</param>
/// <param name="Stream">What it was about: a lead, an agreement or a panel; null if that couldn't be read.</param>
/// <param name="Version">The stream's version right after it; 0 where there is a problem.</param>
/// <param name="Position">The ledger's position right after it; 0 where there is a problem.</param>
/// <param name="IsRepeat">It had been done before under the same key. Its answer doesn't tell.</param>
/// <param name="Problem">Why it wasn't done; null: it was.</param>
public readonly record struct BulkResult(
    long Line, int Status, StreamName? Stream, long Version, long Position, bool IsRepeat, Problem? Problem)
{
    internal static BulkResult Of(long line, StreamName? stream, Problem problem) =>
        new(line, problem.Status, stream, 0, 0, false, problem);
}

/// <summary>A stream by its kind and id.</summary>
/// <param name="Kind">Its stored type: <c>lead</c>, <c>agreement</c>, <c>panel</c>.</param>
public readonly record struct StreamName(string Kind, Guid Id);

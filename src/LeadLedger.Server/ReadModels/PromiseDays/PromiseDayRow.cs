using LeadLedger.Server.ReadModels.Deadlines;
using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.PromiseDays.PromiseDayRow>;

namespace LeadLedger.Server.ReadModels.PromiseDays;

/// <summary>What sums of promises are kept by.</summary>
/// <param name="Day">The local day on which the clock started.</param>
/// <param name="Person">Who owes or owed it; empty: nobody in person.</param>
internal readonly record struct PromiseDayKey(Guid AgreementId, DateOnly Day, string Promise, string Person);

/// <summary>What a page adds to one row of <c>promise_day</c>.</summary>
internal sealed class PromiseDayRow
{
    public static readonly SumTable<PromiseDayRow> Table = new(
        "promise_day",
        "promise_day_pkey",
        key:
        [
            Column.Fixed("agreement_id", row => row.Key.AgreementId),
            Column.Fixed("day", row => row.Key.Day),
            Column.Fixed("promise", row => row.Key.Promise),
            Column.Fixed("person", row => row.Key.Person),
        ],
        counts:
        [
            Column.Fixed("promised", row => row.Promised),
            Column.Fixed("kept", row => row.Kept),
            Column.Fixed("missed", row => row.Missed),
            Column.Fixed("lapsed", row => row.Lapsed),
        ],
        amounts: [],
        position: Column.Fixed("position", row => row.Position));

    public required PromiseDayKey Key { get; init; }
    public long Promised { get; private set; }
    public long Kept { get; private set; }
    public long Missed { get; private set; }
    public long Lapsed { get; private set; }
    public long Position { get; private set; }

    /// <summary>So many more (or, below zero, fewer) promises stand so.</summary>
    public void Count(string state, int promises, long position)
    {
        Promised += promises;
        switch (state)
        {
            case PromiseStates.Kept:
                Kept += promises;
                break;
            case PromiseStates.Missed:
                Missed += promises;
                break;
            case PromiseStates.Lapsed:
                Lapsed += promises;
                break;
        }
        Position = Math.Max(Position, position);
    }
}

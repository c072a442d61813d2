namespace LeadLedger.Domain.Months;

/// <summary>
/// Shows in a closed month's account that a fact of it came to be known after the closing, and where it is booked
/// instead (rule 10).
/// </summary>
/// <param name="Entry">The position of the event that made the entry.</param>
/// <param name="Count">1 for a credit, -1 for a debit.</param>
/// <param name="Amount">Its lead value, negative for a debit.</param>
public sealed record BookAdjustment(
    AgreementId AgreementId,
    Month Month,
    long Entry,
    LeadId LeadId,
    int Handoff,
    int Count,
    decimal Amount,
    string Currency,
    DateOnly FactDay,
    DateOnly BookedDay,
    Act Act)
{
    public static Decision<MonthEvent> Decide(AgreementMonth state, BookAdjustment command) =>
        !state.IsClosed || state.Adjusted.Contains(command.Entry)
            ? Decision<MonthEvent>.AlreadySo
            : new AdjustmentBooked(
                command.AgreementId,
                command.Month,
                command.Entry,
                command.LeadId,
                command.Handoff,
                command.Count,
                command.Amount,
                command.Currency,
                command.FactDay,
                command.BookedDay,
                command.Act.Now);
}

using LeadLedger.Domain.Agreements;

namespace LeadLedger.Domain.Months;

/// <summary>What a month came to, as the read models have it: what a scorecard is made of.</summary>
/// <param name="Credit">Gross and net.</param>
/// <param name="DaysOutOfBand">
/// Days at whose end the net curve was outside of its band; null: there is no curve.
/// </param>
public sealed record MonthFigures(
    CreditFigures Credit,
    int? DaysOutOfBand,
    SalesScore Sales,
    IReadOnlyList<PersonScore> People,
    KeptPromises Rulings);

/// <summary>Credits, and credits less debits: in leads and in lead value.</summary>
public sealed record CreditFigures(long GrossCount, decimal GrossValue, long NetCount, decimal NetValue)
{
    public decimal Gross(GoalKind kind) => kind == GoalKind.Count ? GrossCount : GrossValue;

    public decimal Net(GoalKind kind) => kind == GoalKind.Count ? NetCount : NetValue;
}

using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;

namespace LeadLedger.Server.Months;

/// <summary>The account of a month, as its stream left it.</summary>
/// <param name="Capacity">What sales declared, by team; empty: what the terms say counts.</param>
/// <param name="CapacityInLeads">The teams' sum; null: nothing was declared.</param>
/// <param name="Effort">What marketing logged, by kind of asset.</param>
/// <param name="BandChanges">When the net curve left its band and came back.</param>
/// <param name="ClosedBy">Null while the month is open.</param>
/// <param name="ScorecardIssuedAt">Null until it is there, some moments after the closing.</param>
/// <param name="Adjustments">What came to be known after the closing, and is booked later.</param>
/// <param name="MissedMonths">The months running that fired the termination trigger; null: it hasn't fired.</param>
public sealed record MonthAccount(
    AgreementId AgreementId,
    Month Month,
    IReadOnlyList<TeamCapacity> Capacity,
    long? CapacityInLeads,
    IReadOnlyList<AssetEffort> Effort,
    IReadOnlyList<BandChange> BandChanges,
    string? ClosedBy,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? ScorecardIssuedAt,
    IReadOnlyList<Strike> Strikes,
    IReadOnlyList<Adjustment> Adjustments,
    IReadOnlyList<Month>? MissedMonths)
{
    public static MonthAccount Of(AgreementId agreementId, Month month, AgreementMonth account) => new(
        agreementId,
        month,
        [
            .. account.Capacity.Select(team => new TeamCapacity(
                team.Key, team.Value.Reps, team.Value.LeadsPerRep, team.Value.Leads())),
        ],
        account.LeadsSalesCanTake(terms: null),
        [
            .. account.Effort.Select(kind => new AssetEffort(
                kind.Key, kind.Value.Made, kind.Value.Hours, kind.Value.Leads)),
        ],
        account.BandChanges,
        account.Closed?.ClosedBy,
        account.Closed?.ClosedAt,
        account.Issued?.IssuedAt,
        [.. account.Strikes.Select(Strike.Of)],
        [.. account.Adjustments.Select(Adjustment.Of)],
        account.MissedMonths);
}

/// <summary>What a team can take in the month.</summary>
public sealed record TeamCapacity(string Team, int Reps, int LeadsPerRep, long Leads);

/// <summary>What was put into a kind of asset in the month, and the leads that it brought.</summary>
public sealed record AssetEffort(string AssetKind, long Made, decimal Hours, long Leads);

/// <summary>A side, or one of its people, kept less in the month than the terms ask for.</summary>
/// <param name="Person">Null: the party as a whole.</param>
/// <param name="Promised">The goal, the most days out of band, or the least share (0 to 1).</param>
public sealed record Strike(Party Party, string? Person, StrikeCause Cause, decimal Promised, decimal Kept)
{
    public static Strike Of(StrikeGiven given) =>
        new(given.Party, given.Person, given.Cause, given.Promised, given.Kept);
}

/// <summary>An entry of the month that came to be known after it was closed.</summary>
/// <param name="Entry">The position of the event that made it.</param>
/// <param name="Count">1 for a credit, -1 for a debit.</param>
public sealed record Adjustment(
    long Entry,
    LeadId LeadId,
    int Handoff,
    int Count,
    decimal Amount,
    string Currency,
    DateOnly FactDay,
    DateOnly BookedDay)
{
    public static Adjustment Of(AdjustmentBooked booked) => new(
        booked.Entry,
        booked.LeadId,
        booked.Handoff,
        booked.Count,
        booked.Amount,
        booked.Currency,
        booked.FactDay,
        booked.BookedDay);
}

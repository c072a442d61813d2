using System.Collections.Immutable;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Pacing;

namespace LeadLedger.Domain.Months;

/// <summary>The account of an agreement's month, as its events left it.</summary>
public sealed record AgreementMonth
{
    private AgreementMonth() { }

    /// <summary>Nothing was said, decided or closed yet.</summary>
    public static AgreementMonth Initial { get; } = new();

    /// <summary>What each team can take, as it said last; in the teams' order.</summary>
    public ImmutableSortedDictionary<string, SalesCapacity> Capacity { get; private init; } =
        ImmutableSortedDictionary.Create<string, SalesCapacity>(StringComparer.Ordinal);

    /// <summary>What marketing put into each kind of asset; entries of a kind added up, in the kinds' order.</summary>
    public ImmutableSortedDictionary<string, Effort> Effort { get; private init; } =
        ImmutableSortedDictionary.Create<string, Effort>(StringComparer.Ordinal);

    /// <summary>When the curve left its band and came back, in order.</summary>
    public ImmutableList<BandChange> BandChanges { get; private init; } = [];

    /// <summary>Null while the month's books are open.</summary>
    public MonthClosed? Closed { get; private init; }

    /// <summary>Null until it is issued, some moments after the closing.</summary>
    public ScorecardIssued? Issued { get; private init; }

    public ImmutableList<StrikeGiven> Strikes { get; private init; } = [];

    public ImmutableList<AdjustmentBooked> Adjustments { get; private init; } = [];

    /// <summary>The months running whose missed goals fired the termination trigger; null: it hasn't fired.</summary>
    public IReadOnlyList<Month>? MissedMonths { get; private init; }

    /// <summary>Either party may end the agreement without notice on the ground of this month.</summary>
    public bool IsTriggered => MissedMonths is not null;

    public bool IsClosed => Closed is not null;

    /// <summary>Where the curve stood when that was decided last; a month begins in its band.</summary>
    public BandStanding Standing => BandChanges.IsEmpty ? BandStanding.InBand : BandChanges[^1].Standing;

    /// <summary>The entries that an adjustment was booked for.</summary>
    public ImmutableHashSet<long> Adjusted { get; private init; } = [];

    /// <summary>The state after one more event.</summary>
    /// <exception cref="ArgumentException">The event isn't known.</exception>
    public static AgreementMonth Evolve(AgreementMonth month, MonthEvent e) => e switch
    {
        SalesCapacityDeclared it => month with { Capacity = month.Capacity.SetItem(it.Team, it.Capacity) },
        MarketingEffortLogged it => month with
        {
            Effort = month.Effort.SetItem(
                it.AssetKind, month.EffortFor(it.AssetKind) + new Effort(it.Made, it.Hours, it.Leads)),
        },
        PacingLeftBand it => month.Banded(
            new(it.Day, it.Standing, it.Actual, it.Planned, it.BandLow, it.BandHigh, it.DecidedAt)),
        PacingReturnedToBand it => month.Banded(
            new(it.Day, BandStanding.InBand, it.Actual, it.Planned, it.BandLow, it.BandHigh, it.DecidedAt)),
        MonthClosed it => month with { Closed = it },
        ScorecardIssued it => month with { Issued = it },
        AdjustmentBooked it => month with
        {
            Adjustments = month.Adjustments.Add(it),
            Adjusted = month.Adjusted.Add(it.Entry),
        },
        StrikeGiven it => month with { Strikes = month.Strikes.Add(it) },
        TerminationTriggered it => month with { MissedMonths = it.MissedMonths },
        _ => throw new ArgumentException($"{e.GetType().Name} is not known in a month's stream.", nameof(e)),
    };

    /// <summary>
    /// The leads that sales can take in the month: what its teams declared, else what the terms say; null: nobody said.
    /// </summary>
    public long? LeadsSalesCanTake(Terms? terms)
    {
        if (!Capacity.IsEmpty)
            return Capacity.Values.Sum(team => team.Leads());
        return terms?.SalesCapacity?.Leads();
    }

    private Effort EffortFor(string assetKind) => Effort.GetValueOrDefault(assetKind) ?? new Effort(0, 0, 0);

    private AgreementMonth Banded(BandChange change) => this with { BandChanges = BandChanges.Add(change) };
}

/// <summary>What was put into a kind of asset, and what it brought.</summary>
/// <param name="Made">How many assets.</param>
/// <param name="Hours">For all of them.</param>
/// <param name="Leads">That all of them brought.</param>
public sealed record Effort(long Made, decimal Hours, long Leads)
{
    public static Effort operator +(Effort one, Effort other) =>
        new(one.Made + other.Made, one.Hours + other.Hours, one.Leads + other.Leads);
}

/// <summary>At the end of a local day the curve stood otherwise in or out of its band than the day before.</summary>
public sealed record BandChange(
    DateOnly Day,
    BandStanding Standing,
    decimal Actual,
    decimal Planned,
    decimal BandLow,
    decimal BandHigh,
    DateTimeOffset DecidedAt);

/// <summary>Arithmetic of capacity.</summary>
public static class CapacityArithmetic
{
    /// <summary>Leads that can be taken in a month = reps × leads that a rep can work (001).</summary>
    public static long Leads(this SalesCapacity capacity) => (long)capacity.Reps * capacity.LeadsPerRep;
}

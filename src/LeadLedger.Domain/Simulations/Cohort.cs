using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Months;

namespace LeadLedger.Domain.Simulations;

/// <summary>
/// What the handoffs of a month came to (rule 10): all of it goes by the day of the handoff, so nothing depends on when
/// a month's books were closed.
/// </summary>
/// <param name="GrossCount">Leads handed off.</param>
/// <param name="NetCount">The same less those whose rejection was upheld.</param>
/// <param name="GrossValue">Their lead value, exact and unrounded.</param>
/// <param name="ContactedInTime">Those whose first response came within the time promised.</param>
/// <param name="ContactedLate">Those whose first response came later.</param>
/// <param name="Contacted">Those with a first response, promised or not.</param>
/// <param name="UnderReview">Rejections that wait for a ruling.</param>
/// <param name="Opened">Those that became an opportunity.</param>
/// <param name="Open">Those that aren't won, lost or returned to marketing.</param>
/// <param name="Revenue">What the won ones brought.</param>
/// <param name="FirstResponses">By the clocks; history from elsewhere left out, as nobody here was held to it.</param>
/// <param name="Cadences">As the first responses.</param>
/// <param name="Rulings">What the panel owed on their cases.</param>
public sealed record CohortTotals(
    int GrossCount,
    int NetCount,
    decimal GrossValue,
    decimal NetValue,
    int ContactedInTime,
    int ContactedLate,
    int Contacted,
    int Rejected,
    int Upheld,
    int Overturned,
    int Withdrawn,
    int UnderReview,
    int Opened,
    int Won,
    int Lost,
    int Returned,
    int Open,
    decimal Revenue,
    KeptPromises FirstResponses,
    KeptPromises Cadences,
    KeptPromises Rulings)
{
    /// <summary>How much more of each this is, or less.</summary>
    public CohortTotals Less(CohortTotals other) => new(
        GrossCount - other.GrossCount,
        NetCount - other.NetCount,
        GrossValue - other.GrossValue,
        NetValue - other.NetValue,
        ContactedInTime - other.ContactedInTime,
        ContactedLate - other.ContactedLate,
        Contacted - other.Contacted,
        Rejected - other.Rejected,
        Upheld - other.Upheld,
        Overturned - other.Overturned,
        Withdrawn - other.Withdrawn,
        UnderReview - other.UnderReview,
        Opened - other.Opened,
        Won - other.Won,
        Lost - other.Lost,
        Returned - other.Returned,
        Open - other.Open,
        Revenue - other.Revenue,
        Less(FirstResponses, other.FirstResponses),
        Less(Cadences, other.Cadences),
        Less(Rulings, other.Rulings));

    private static KeptPromises Less(KeptPromises one, KeptPromises other) => new(
        one.Promised - other.Promised,
        one.Kept - other.Kept,
        one.Missed - other.Missed,
        one.Lapsed - other.Lapsed,
        one.Open - other.Open);
}

/// <summary>What was handed off on one day of the month, and stayed so.</summary>
public readonly record struct CohortDay(int GrossCount, int NetCount, decimal GrossValue, decimal NetValue)
{
    internal CohortDay With(decimal value, bool isUpheld) => new(
        GrossCount + 1, NetCount + (isUpheld ? 0 : 1), GrossValue + value, NetValue + (isUpheld ? 0 : value));
}

/// <summary>Adds up a month's handoffs, lead by lead.</summary>
/// <param name="month">Whose handoffs.</param>
/// <param name="agreementId">Under which agreement.</param>
/// <param name="asOf">As of when promises are judged.</param>
public sealed class Cohort(Month month, AgreementId agreementId, DateTimeOffset asOf)
{
    private readonly CohortDay[] _days = new CohortDay[month.Days];
    private readonly PromiseCount _responses = new();
    private readonly PromiseCount _cadences = new();
    private readonly PromiseCount _rulings = new();
    private int _inTime, _late, _contacted, _rejected, _upheld, _overturned, _withdrawn;
    private int _opened, _won, _lost, _returned;
    private decimal _revenue;

    /// <summary>By day of the handoff, from the month's first.</summary>
    public IReadOnlyList<CohortDay> Days => _days;

    /// <summary>All that was added.</summary>
    public CohortTotals Totals()
    {
        var (gross, net) = (_days.Sum(day => day.GrossCount), _days.Sum(day => day.NetCount));
        return new CohortTotals(
            gross,
            net,
            _days.Sum(day => day.GrossValue),
            _days.Sum(day => day.NetValue),
            _inTime,
            _late,
            _contacted,
            _rejected,
            _upheld,
            _overturned,
            _withdrawn,
            _rejected - _upheld - _overturned - _withdrawn,
            _opened,
            _won,
            _lost,
            _returned,
            gross - _won - _lost - _returned,
            _revenue,
            _responses.Kept(),
            _cadences.Kept(),
            _rulings.Kept());
    }

    /// <summary>Whether a handoff is one of those that are added up.</summary>
    public bool Has(Handoff handoff) => handoff.AgreementId == agreementId && Month.Of(handoff.LocalDay) == month;

    /// <summary>Adds a lead's handoffs of the month; none is fine.</summary>
    /// <returns>How many there were.</returns>
    public int Add(Course course)
    {
        if (course.Lead is not Lead.Existing lead)
            return 0;
        var added = 0;
        foreach (var own in lead.Facts.Periods)
        {
            if (own.SentBackBy is not null || !Has(own.Handoff))
                continue;
            Add(course, lead, own);
            added++;
        }
        return added;
    }

    private void Add(Course course, Lead.Existing lead, SalesPeriod own)
    {
        var handoff = own.Handoff;
        var cases = CasesOf(lead, handoff.Number);
        var upheld = cases.Count(it => it.Ruling is { Verdict: Verdict.Upheld });
        ref var day = ref _days[handoff.LocalDay.Day - 1];
        day = day.With(handoff.Value.Amount, upheld > 0);
        if (own.FirstResponse is { } response)
        {
            _contacted++;
            _inTime += response.JudgedAt <= own.FirstResponsePromise?.DueAt ? 1 : 0;
            _late += response.JudgedAt > own.FirstResponsePromise?.DueAt ? 1 : 0;
        }
        _rejected += cases.Count;
        _upheld += upheld;
        _overturned += cases.Count(it => it.Ruling is { Verdict: Verdict.Overturned });
        _withdrawn += cases.Count(it => it.Withdrawal is not null);
        _opened += lead.Facts.MilestoneOf(handoff.Number, Milestone.OpportunityOpened) is null ? 0 : 1;
        AddOutcome(lead, handoff.Number);
        AddPromises(course, lead, handoff.Number, cases);
    }

    private void AddOutcome(Lead.Existing lead, int handoff)
    {
        // What was handed off anew had come back before.
        if (handoff < lead.Facts.Handoff.Number || lead is Lead.WithMarketing)
            _returned++;
        else if (lead is Lead.Won { Deal: var deal })
            (_won, _revenue) = (_won + 1, _revenue + deal.Amount);
        else if (lead is Lead.Lost)
            _lost++;
    }

    private void AddPromises(Course course, Lead.Existing lead, int handoff, List<ReviewCase> cases)
    {
        foreach (var period in lead.Facts.Periods.Where(period => period.Handoff.Number == handoff))
        {
            var starter = period.SentBackBy is { } number ? course.Rulings[number] : course.Handoffs[handoff];
            if (starter.IsImport)
                continue;
            _responses.Add(period.FirstResponseState(asOf));
            _cadences.Add(period.CadenceState(asOf));
        }
        foreach (var reviewed in cases.Where(reviewed => !course.Rejections[reviewed.Number].IsImport))
            _rulings.Add(reviewed.RulingState(asOf));
    }

    private static List<ReviewCase> CasesOf(Lead.Existing lead, int handoff)
    {
        var cases = lead.Facts.ClosedCases.Where(closed => closed.Rejection.Handoff == handoff).ToList();
        if (lead is Lead.UnderReview { Case: var open } && open.Rejection.Handoff == handoff)
            cases.Add(open);
        return cases;
    }

    private sealed class PromiseCount
    {
        private int _promised, _kept, _missed, _lapsed;

        public void Add(PromiseState? state)
        {
            _promised += state is null ? 0 : 1;
            _kept += state is PromiseState.Kept ? 1 : 0;
            _missed += state is PromiseState.Missed ? 1 : 0;
            _lapsed += state is PromiseState.Lapsed ? 1 : 0;
        }

        public KeptPromises Kept() =>
            new(_promised, _kept, _missed, _lapsed, _promised - _kept - _missed - _lapsed);
    }
}

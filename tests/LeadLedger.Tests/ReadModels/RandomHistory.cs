using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Time;

namespace LeadLedger.Tests.ReadModels;

/// <summary>
/// A seeded history of leads under two agreements: every kind of event in any order that the domain's own fold takes,
/// facts reported late among them.
/// </summary>
internal sealed class RandomHistory
{
    private static readonly Terms European = Company.Terms();
    private static readonly Terms Overseas = Company.Terms(timeZone: "America/New_York");

    private readonly LedgerOfHand _ledger;
    private readonly Random _random;
    private readonly Dictionary<Guid, Lead> _leads = [];
    private readonly HashSet<Guid> _imported = [];
    private DateTimeOffset _now = Company.Start;

    private readonly RandomMonths _months;

    private RandomHistory(LedgerOfHand ledger, int seed)
    {
        (_ledger, _random) = (ledger, new Random(seed));
        _months = new RandomMonths(ledger, Company.Enterprise, European, seed);
    }

    /// <summary>Goes on with the history that was appended before, up to so many events in all.</summary>
    public static async Task Continue(LedgerOfHand ledger, int events)
    {
        var history = ledger.History!;
        while (ledger.Events.Count < events)
            await history.Step();
    }

    /// <summary>Appends a history of about so many events; tells the leads as the domain folds them.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Lead>> Append(LedgerOfHand ledger, int seed, int events)
    {
        var history = ledger.History = new RandomHistory(ledger, seed);
        await ledger.Append(Company.Panel.Value, Company.Seated());
        await ledger.Append(Company.Enterprise.Value, Company.Drafted(Company.Enterprise, European));
        await ledger.Append(Company.Overseas.Value, Company.Drafted(Company.Overseas, Overseas));
        while (ledger.Events.Count < events)
            await history.Step();
        return history._leads;
    }

    private async Task Step()
    {
        _now += TimeSpan.FromMinutes(_random.Next(1, 900));
        await _months.Pass(_now);
        var id = Company.Lead((_leads.Count == 0 || Chance(12) ? _leads.Count : _random.Next(_leads.Count)) + 1);
        var lead = _leads.GetValueOrDefault(id, Lead.Initial);
        var imported = lead is Lead.NotHandedOff && Chance(10);
        LeadEvent[] next = lead is Lead.Existing { Facts.Erased: null } && Chance(2)
            ? [new PersonalDataErased(new LeadId(id), ErasureGround.SubjectsRequest, "olga", _now)]
            : lead is Lead.Existing known && !_imported.Contains(id) && Chance(30)
                ? [.. Watched(known)]
                : [.. Next(id, lead)];
        if (next.Length == 0)
            return;
        if (imported)
            _imported.Add(id);
        _leads[id] = next.Aggregate(lead, Lead.Evolve);
        await _ledger.Append(id, imported, next);
    }

    /// <summary>Nobody watches the clocks of imported history.</summary>
    public IReadOnlySet<Guid> Imported => _imported;

    public static Agreement AgreementOf(AgreementId id) => Company.Drafted(id, TermsOf(id))
        .Cast<AgreementEvent>()
        .Aggregate((Agreement?)null, Agreement.Evolve)!;

    private IEnumerable<LeadEvent> Watched(Lead.Existing lead)
    {
        var agreement = lead.Facts.Handoff.AgreementId;
        return Chance(15)
            ? RandomWatch.Excuse(lead, TermsOf(agreement), _now)
            : RandomWatch.Look(lead, AgreementOf(agreement), _now);
    }

    private IEnumerable<LeadEvent> Next(Guid id, Lead lead) => lead switch
    {
        Lead.NotHandedOff =>
            [Company.HandedOff(id, Late(NewHandoff(Chance(70) ? Company.Enterprise : Company.Overseas, 1)))],
        Lead.WithSales it => WithSales(id, it),
        Lead.UnderReview it => UnderReview(id, it),
        Lead.WithMarketing it => WithMarketing(id, it),
        Lead.Existing it => Closed(id, it),
        _ => [],
    };

    private Handoff NewHandoff(AgreementId agreement, int number) => Company.Handoff(
        agreement,
        TermsOf(agreement),
        _now,
        number,
        Chance(70) ? Pick("sam", "sue") : null,
        Pick("enterprise", "smallBusiness"),
        Pick(Enum.GetValues<Bucket>()),
        Pick("demoRequest", "ebook"),
        Pick("organicSearch", "paidSearch"));

    /// <summary>Some are reported days after they happened, when the books of their month may be closed.</summary>
    private Handoff Late(Handoff handoff)
    {
        if (!Chance(25))
            return handoff;
        var terms = TermsOf(handoff.AgreementId);
        var at = handoff.HandedOffAt.AddDays(-_random.Next(1, 40));
        return handoff with
        {
            HandedOffAt = at,
            LocalDay = LocalTime.DayOf(at, terms.TimeZone),
            Late = true,
            ReportedDay = LocalTime.DayOf(handoff.HandedOffAt, terms.TimeZone),
        };
    }

    private IEnumerable<LeadEvent> WithSales(Guid id, Lead.WithSales lead)
    {
        var (terms, number) = (TermsOf(lead.Facts.Handoff.AgreementId), lead.Facts.Handoff.Number);
        switch (_random.Next(20))
        {
            case < 8:
                return [Attempt(id, terms, lead.Facts.Period, Chance(20))];
            case 8:
                return [new LeadAssigned(new LeadId(id), Pick("sam", "sue"), "max", _now)];
            case 9 or 10:
                return [Progress(id, terms, number)];
            case 11:
                return [Company.Won(id, terms, _now, _random.Next(1, 90_000) + (_random.Next(4) * 0.25m), number)];
            case 12:
                return [new DealLost(new LeadId(id), number, "price", null, "sam", _now, Day(terms), false)];
            case 13:
                return [Company.Returned(id, terms, _now, ReturnCause.Unresponsive, number)];
            default:
                return [Company.Rejected(id, terms, _now, number, lead.Facts.ClosedCases.Count + 1)];
        }
    }

    private IEnumerable<LeadEvent> UnderReview(Guid id, Lead.UnderReview lead)
    {
        var (terms, at) = (TermsOf(lead.Facts.Handoff.AgreementId), lead.Facts.Handoff.Number);
        var (lid, number, fence) = (new LeadId(id), lead.Case.Number, lead.Case.Fence);
        switch (_random.Next(12))
        {
            case < 2:
                return [new ReviewClaimed(lid, number, "mo", fence + 1, _now, _now.AddMinutes(30))];
            case 2 when lead.Case.Claim is { } claim:
                return [new ReviewReleased(lid, number, claim.Member, fence, _now)];
            case 3:
                return [new VoteCast(lid, number, "mo", Verdict.Upheld, PersonalText.Of("SECRET vote"), _now)];
            case 4:
                return [new MemberRecused(lid, number, Pick("mo", "pat"), PersonalText.Of("SECRET why"), _now)];
            case 5:
                return [new RejectionWithdrawn(lid, number, "sam", _now)];
            case 6:
                return [Attempt(id, terms, lead.Facts.Period, late: true)];
            case < 10:
                return
                [
                    Company.Ruled(id, terms, _now, Verdict.Upheld, at, number),
                    Company.Returned(id, terms, _now, ReturnCause.RejectionUpheld, at, number),
                ];
            default:
                return [Company.Ruled(id, terms, _now, Verdict.Overturned, at, number, Chance(50) ? "sue" : null)];
        }
    }

    private IEnumerable<LeadEvent> WithMarketing(Guid id, Lead.WithMarketing lead)
    {
        var handoff = lead.Facts.Handoff;
        var ruled = lead.Facts.ClosedCases.Find(it => it.Ruling is not null && it.FollowUp is null);
        if (ruled is not null && Chance(30))
            return [new RulingFollowedUp(new LeadId(id), ruled.Number, null, "mia", _now)];
        if (Chance(40))
            return [Attempt(id, TermsOf(handoff.AgreementId), Pick(lead.Facts.Periods.ToArray()), late: true)];
        var anew = NewHandoff(Pick(Company.Enterprise, Company.Overseas), handoff.Number + 1);
        return [new LeadHandedOffAgain(new LeadId(id), anew)];
    }

    private IEnumerable<LeadEvent> Closed(Guid id, Lead.Existing lead)
    {
        var period = Pick(lead.Facts.Periods.ToArray());
        return Chance(20) ? [Attempt(id, TermsOf(lead.Facts.Handoff.AgreementId), period, late: true)] : [];
    }

    /// <summary>Now, or some time in the period and reported only now.</summary>
    private ContactAttempted Attempt(Guid id, Terms terms, SalesPeriod period, bool late)
    {
        var end = period.To ?? _now;
        var at = late ? period.From + ((end - period.From) * _random.NextDouble()) : _now;
        at = new DateTimeOffset(at.Ticks - (at.Ticks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
        var outcome = Pick(Enum.GetValues<AttemptOutcome>());
        return Company.Attempted(id, terms, at, outcome, period.Handoff.Number, late ? _now : null);
    }

    private LeadProgressed Progress(Guid id, Terms terms, int handoff) => new(
        new LeadId(id),
        handoff,
        Pick(Enum.GetValues<Milestone>()),
        Chance(50) ? _random.Next(1, 50_000) : null,
        "sam",
        _now,
        Day(terms),
        false);

    private DateOnly Day(Terms terms) => LocalTime.DayOf(_now, terms.TimeZone);

    private static Terms TermsOf(AgreementId agreement) => agreement == Company.Overseas ? Overseas : European;

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(params T[] values) => values[_random.Next(values.Length)];
}

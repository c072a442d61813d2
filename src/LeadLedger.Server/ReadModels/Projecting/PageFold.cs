using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.ReadModels.Agreements;
using LeadLedger.Server.ReadModels.Cohorts;
using LeadLedger.Server.ReadModels.ContactAttempts;
using LeadLedger.Server.ReadModels.Deadlines;
using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.LeadActivities;
using LeadLedger.Server.ReadModels.LeadHistory;
using LeadLedger.Server.ReadModels.Leads;
using LeadLedger.Server.ReadModels.Milestones;
using LeadLedger.Server.ReadModels.Months;
using LeadLedger.Server.ReadModels.Pacing;
using LeadLedger.Server.ReadModels.Panels;
using LeadLedger.Server.ReadModels.PromiseDays;
using LeadLedger.Server.ReadModels.Rejections;
using LeadLedger.Server.ReadModels.Star;

namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>
/// What a page of events makes of the rows it touches: pure, in memory, event by event, so that it comes out the same
/// however the feed is cut into pages.
/// </summary>
internal sealed class PageFold
{
    public Dictionary<Guid, LeadRows> Leads { get; } = [];
    public Dictionary<Guid, PanelRows> Panels { get; } = [];
    public Dictionary<Guid, MonthRow> Months { get; } = [];
    public Dictionary<Guid, AgreementRows> Agreements { get; }
    public List<LeadActivityRow> Activities { get; } = [];
    public List<ContactAttemptRow> Attempts { get; } = [];
    public List<MilestoneRow> Milestones { get; } = [];
    public List<PacingEntryRow> Entries { get; } = [];
    public Dictionary<BreachKey, BreachRow> Breaches { get; } = [];
    public List<OnItRow> OnIt { get; } = [];
    public PacingPlanChanges Plans { get; } = new();
    public MonthPage MonthAccounts { get; } = new();
    public PromiseSums Promises { get; } = new();
    public List<LeadHistoryRow> History { get; } = [];
    public Seen Seen { get; } = new();
    public List<ErasedLeadRow> Erased { get; } = [];
    public CohortSums Cohorts { get; } = new();

    // Made once: as a method's name each would be an object for every event.
    private readonly Func<HandoffRow, AgreementRow?> _agreementOf;
    private readonly Func<HandoffRow, Terms?> _termsOf;

    /// <param name="agreements">Every agreement that the page is about.</param>
    public PageFold(Dictionary<Guid, AgreementRows> agreements)
    {
        Agreements = agreements;
        _agreementOf = handoff => agreements[handoff.AgreementId].Agreement;
        _termsOf = handoff => agreements[handoff.AgreementId].TermsOf(handoff.TermsVersion);
    }

    public LeadRows Lead(Guid id) => Leads.TryGetValue(id, out var rows) ? rows : Leads[id] = new LeadRows();

    public PanelRows Panel(Guid id) => Panels.TryGetValue(id, out var rows) ? rows : Panels[id] = new PanelRows();

    /// <summary>Begins an empty page. Agreements stay.</summary>
    public void Clear()
    {
        Leads.Clear();
        Panels.Clear();
        Activities.Clear();
        Attempts.Clear();
        Milestones.Clear();
        Entries.Clear();
        Breaches.Clear();
        OnIt.Clear();
        Plans.Clear();
        Months.Clear();
        MonthAccounts.Clear();
        Promises.Clear();
        History.Clear();
        Seen.Clear();
        Erased.Clear();
        Cohorts.Clear();
    }

    /// <exception cref="UnprojectableEventException">An event can't follow on what came before it.</exception>
    public void Apply(IReadOnlyList<DecodedEvent> events)
    {
        foreach (var e in events)
        {
            try
            {
                Apply(e.Fact, e.Event);
            }
            catch (Exception fault)
            {
                // Whatever it is: the fold does no I/O, so the cause is the event, and it would be the same again.
                throw new UnprojectableEventException(e.Fact.Position, e.Type, fault);
            }
        }
    }

    private void Apply(Fact fact, object e)
    {
        NamedSubjects.In(e, fact.Position, Seen);
        switch (e)
        {
            case LeadEvent it:
                Apply(fact, it);
                break;
            case AgreementEvent it:
                AgreementProjection.Apply(fact, it, Agreements[fact.StreamId], Plans);
                break;
            case MonthEvent it:
                MonthProjection.Apply(fact, it, Months, Agreements[it.About().AgreementId.Value], MonthAccounts);
                break;
            case PanelEvent it:
                PanelProjection.Apply(fact, it, Panel(fact.StreamId));
                break;
            default:
                throw new InvalidOperationException($"{e.GetType().Name} is not known here.");
        }
    }

    private void Apply(Fact fact, LeadEvent e)
    {
        var rows = Lead(fact.StreamId);
        // Until the ruling a vote is its voter's secret: no read model shows as much as that there is one (rule 6).
        if (e is VoteCast vote)
        {
            RejectionProjection.Voted(vote, rows);
            return;
        }
        var current = rows.Handoffs.Count == 0 ? null : rows.Current;
        var onIt = new OnItBefore(current);
        var state = new LeadState(current);
        HandoffProjection.Apply(fact, e, rows, _termsOf);
        RejectionProjection.Apply(fact, e, rows, _termsOf);
        LeadProjection.Apply(fact, e, rows);
        state.Compare(fact, e, rows, _termsOf, History);
        PromiseProjection.Apply(fact, e, rows);
        Promises.Follow(fact, rows);
        Cohorts.Follow(fact, rows);
        BreachRow.Apply(fact, e, rows, Breaches);
        onIt.Compare(fact, e, OnIt);
        Activities.Add(LeadActivityRow.Of(fact, e, rows));
        if (e is ContactAttempted attempted)
            Attempts.Add(ContactAttemptRow.Of(fact, attempted, rows));
        if (e is LeadProgressed progressed)
            Milestones.Add(MilestoneRow.Of(fact, progressed, rows));
        if (e is PersonalDataErased erased)
            Erased.Add(ErasedLeadRow.Of(fact, erased));
        if (PacingEntryRow.Of(fact, e, rows, _agreementOf) is { } entry)
        {
            Entries.Add(entry);
            MonthAccounts.Booked(entry);
            AgreementProjection.Booked(entry, Agreements[entry.Handoff!.AgreementId], Plans);
        }
    }
}

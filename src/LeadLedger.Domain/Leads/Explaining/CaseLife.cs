using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads.Explaining;

/// <summary>A case's record, folded: the lead when it was rejected, when the case was closed, and now.</summary>
internal sealed class CaseLife
{
    private readonly Dictionary<LeadEvent, long> positions = new(ReferenceEqualityComparer.Instance);
    private readonly int opened = -1;
    private readonly int closed;

    private CaseLife(CaseRecord record, Agreement agreement)
    {
        (Record, Agreement) = (record, agreement);
        closed = record.Lead.Count;
        Lead state = Leads.Lead.Initial;
        for (var i = 0; i < record.Lead.Count; i++)
        {
            var (before, evt) = (state, record.Lead[i].Event);
            positions[evt] = record.Lead[i].Position;
            state = Leads.Lead.Evolve(before, evt);
            if (WhereIs(before) != WhereIs(state))
                CameThereBy = record.Lead[i].Position;
            if (evt is LeadRejected it && it.Case == record.Case)
                (opened, AtRejection) = (i, (Lead.Existing)before);
            else if (closed == record.Lead.Count && Closes(evt, record.Case))
                (closed, UnderReview) = (i, (Lead.UnderReview)before);
        }
        Present = state as Lead.Existing;
        if (Present is Lead.UnderReview open)
            UnderReview ??= open;
        if (opened >= 0)
            Rejection = record.Lead.Skip(opened).Of<LeadRejected>().First();
    }

    public CaseRecord Record { get; }

    public Placed<LeadRejected> Rejection { get; } = null!;

    /// <summary>Right before it was rejected: what was known then.</summary>
    public Lead.Existing AtRejection { get; } = null!;

    /// <summary>Right before the ruling or the withdrawal; as it is now while the case is open.</summary>
    public Lead.UnderReview UnderReview { get; } = null!;

    public Lead.Existing? Present { get; }

    /// <summary>Where the event stands that brought the lead to where it is now.</summary>
    public long CameThereBy { get; }

    /// <summary>The case as it is now.</summary>
    public ReviewCase Case => Present!.CaseOf(Record.Case)!;

    /// <summary>The ruling or the withdrawal; null while the case is open.</summary>
    public Placed<LeadEvent>? Closing => closed < Record.Lead.Count ? Record.Lead[closed] : null;

    public IEnumerable<Placed<LeadEvent>> BeforeRejection => Record.Lead.Take(opened);

    public IEnumerable<Placed<LeadEvent>> AfterRejection => Record.Lead.Skip(opened + 1);

    /// <summary>All that the closing rests on; everything while the case is open.</summary>
    public IEnumerable<Placed<LeadEvent>> BeforeClosing => Record.Lead.Take(closed);

    /// <summary>From the rejection to the closing.</summary>
    public IEnumerable<Placed<LeadEvent>> Meanwhile => Record.Lead.Take(closed).Skip(opened + 1);

    public IEnumerable<Placed<LeadEvent>> AfterClosing => Record.Lead.Skip(closed + 1);

    /// <summary>The handoff that was rejected.</summary>
    public Handoff Handoff => AtRejection.Facts.Handoff;

    public Agreement Agreement { get; }

    /// <summary>The terms in force at that handoff, which apply to it for good (rule 3).</summary>
    public Terms Terms => Agreement.TermsOf(Handoff);

    /// <summary>The panel's events that the ruling rests on; all while the case is open.</summary>
    public IEnumerable<Placed<PanelEvent>> PanelEvents =>
        Record.Panel.TakeWhile(placed => Closing is null || placed.Position < Closing.Position);

    /// <summary>Null: there is no such case, or its agreement isn't there.</summary>
    public static CaseLife? Of(CaseRecord record)
    {
        var agreement = record.Agreement.Select(placed => placed.Event)
            .Aggregate((Agreement?)null, Agreements.Agreement.Evolve);
        return agreement is not null && new CaseLife(record, agreement) is { opened: >= 0 } life ? life : null;
    }

    /// <summary>Where an event of this lead stands.</summary>
    public long PositionOf(LeadEvent evt) => positions[evt];

    /// <summary>Where a handoff stands that this lead had.</summary>
    public long PositionOf(Handoff handoff) => Record.Lead
        .First(placed => HandoffIn(placed.Event)?.Number == handoff.Number).Position;

    /// <summary>Where the handoff or the ruling stands that began a period with sales.</summary>
    public long ClocksOf(SalesPeriod period) => period.SentBackBy is { } number
        ? Record.Lead.Of<RulingIssued>().First(placed => placed.Event.Case == number).Position
        : PositionOf(period.Handoff);

    public static Handoff? HandoffIn(LeadEvent evt) => evt switch
    {
        LeadHandedOff it => it.Handoff,
        LeadHandedOffAgain it => it.Handoff,
        _ => null,
    };

    private static (LeadPlace, DateTimeOffset)? WhereIs(Lead lead) =>
        lead is Lead.Existing { Place: var place, Since: var since } ? (place, since) : null;

    private static bool Closes(LeadEvent evt, int number) => evt switch
    {
        RulingIssued it => it.Case == number,
        RejectionWithdrawn it => it.Case == number,
        _ => false,
    };
}

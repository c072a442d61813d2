using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads.Explaining;

/// <summary>Who could judge the case: the panel as it was at the ruling or the withdrawal, or as it is now.</summary>
/// <param name="SeatedAt">Where its seating stands.</param>
/// <param name="Chair">Who was appointed; null: nobody is.</param>
/// <param name="OnDuty">Whose turn it was by the rota; null: there is no rota, or nobody's.</param>
/// <param name="VotesNeeded">As the terms ask, or all who can judge the case if these are fewer.</param>
/// <param name="Changes">What changed in the panel while the case was open.</param>
/// <param name="Barred">Who could not judge it for what they had done with the lead (rule 6).</param>
/// <param name="Recusals">Who stood aside by their own word.</param>
/// <param name="Presiding">Who ruled, or rules; null: it was withdrawn.</param>
public sealed record PanelThen(
    PanelId PanelId,
    string Name,
    long SeatedAt,
    IReadOnlyList<MemberThen> Members,
    string? Chair,
    long? ChairAppointedAt,
    string? OnDuty,
    long? RotaChangedAt,
    int VotesNeeded,
    IReadOnlyList<PanelChangeThen> Changes,
    IReadOnlyList<BarredThen> Barred,
    IReadOnlyList<RecusalThen> Recusals,
    PresidingThen? Presiding)
{
    internal static PanelThen Of(CaseLife life, CaseReader reader)
    {
        var events = life.PanelEvents.ToList();
        var panel = events.Select(placed => placed.Event).Aggregate((Panel?)null, Panel.Evolve)
            ?? throw new InvalidOperationException($"There is no panel {life.Rejection.Event.PanelId}.");
        var open = life.UnderReview;
        var barred = BarredThen.Of(life, panel);
        IReadOnlyList<RecusalThen> recusals =
        [
            .. life.BeforeClosing.Of<MemberRecused>().Where(placed => placed.Event.Case == life.Record.Case)
                .Select(placed => RecusalThen.Of(placed, reader)),
        ];
        var (onDuty, rotaAt) = Turn(panel, events, life);
        return new(
            panel.Id,
            panel.Name,
            events[0].Position,
            [.. panel.Members.Select(member => MemberThen.Of(member, open, events))],
            panel.Chair,
            events.Pick<PanelEvent, ChairAppointed>().LastOrDefault()?.Position,
            onDuty,
            rotaAt,
            Bench.VotesNeeded(open, panel, life.Terms),
            [
                .. events.Where(placed => placed.Position > life.Rejection.Position)
                    .Select(PanelChangeThen.Of).OfType<PanelChangeThen>(),
            ],
            barred,
            recusals,
            PresidingThen.Of(life, panel, barred, recusals));
    }

    private static (string? Who, long? Position) Turn(
        Panel panel, List<Placed<PanelEvent>> events, CaseLife life)
    {
        var at = (life.Closing?.Event as RulingIssued)?.RuledAt ?? life.Record.AsOf;
        return panel.Rota?.OnDutyAt(at) is { } onDuty
            ? (onDuty, events.Pick<PanelEvent, RotaChanged>().Last().Position)
            : (null, null);
    }
}

/// <summary>Someone who judges.</summary>
/// <param name="Impartial">Had no hand in the lead and didn't stand aside.</param>
/// <param name="Position">Where their seating stands.</param>
public sealed record MemberThen(string Member, MemberFunction Function, bool Impartial, long Position)
{
    internal static MemberThen Of(Member member, Lead.UnderReview lead, List<Placed<PanelEvent>> events) => new(
        member.Subject,
        member.Function,
        Bench.IsImpartial(lead, member.Subject),
        events.Pick<PanelEvent, MemberSeated>().Last(placed => placed.Event.Member == member.Subject).Position);
}

public enum PanelChange
{
    Seated,
    Left,
    AppointedChair,
    RotaChanged,
}

/// <summary>Something that changed in the panel while the case was open.</summary>
/// <param name="Member">Whom it is about; null: the rota.</param>
public sealed record PanelChangeThen(PanelChange Change, string? Member, string By, DateTimeOffset At, long Position)
{
    internal static PanelChangeThen? Of(Placed<PanelEvent> placed) => placed.Event switch
    {
        MemberSeated it => new(PanelChange.Seated, it.Member, it.SeatedBy, it.SeatedAt, placed.Position),
        MemberLeft it => new(PanelChange.Left, it.Member, it.RemovedBy, it.LeftAt, placed.Position),
        ChairAppointed it => new(
            PanelChange.AppointedChair, it.Chair, it.AppointedBy, it.AppointedAt, placed.Position),
        RotaChanged it => new(PanelChange.RotaChanged, null, it.ChangedBy, it.ChangedAt, placed.Position),
        _ => null,
    };
}

/// <summary>Who stood aside by their own word.</summary>
/// <param name="Why">Personal: they may write about the lead.</param>
public sealed record RecusalThen(string Member, DateTimeOffset RecusedAt, PersonalText? Why, long Position)
{
    internal static RecusalThen Of(Placed<MemberRecused> placed, CaseReader reader) => new(
        placed.Event.Member, placed.Event.RecusedAt, reader.Text(placed.Event.Why), placed.Position);
}

/// <summary>Who could not judge the case for what they had done with the lead.</summary>
public sealed record BarredThen(string Person, IReadOnlyList<DeedThen> Because)
{
    /// <summary>Of the panel's members, and of who voted or claimed while they sat on it.</summary>
    internal static IReadOnlyList<BarredThen> Of(CaseLife life, Panel panel)
    {
        var deeds = life.BeforeClosing.SelectMany(Deeds).ToLookup(it => it.Person, StringComparer.Ordinal);
        var meanwhile = life.Meanwhile.Select(placed => placed.Event);
        return
        [
            .. panel.Members.Select(member => member.Subject)
                .Concat(meanwhile.OfType<VoteCast>().Select(vote => vote.Member))
                .Concat(meanwhile.OfType<ReviewClaimed>().Select(claim => claim.Member))
                .Distinct(StringComparer.Ordinal)
                .Where(person => life.UnderReview.Facts.InvolvementOf(person) != Involvement.None)
                .Select(person => new BarredThen(person, [.. DeedThen.Of(deeds[person])])),
        ];
    }

    // As Lead.Evolve takes them: what each event makes of whom.
    private static IEnumerable<(string Person, Involvement How, long Position)> Deeds(Placed<LeadEvent> placed)
    {
        var at = placed.Position;
        if (CaseLife.HandoffIn(placed.Event) is { } handoff)
            yield return (handoff.HandedOffBy, Involvement.HandedItOff, at);
        var assignee = placed.Event switch
        {
            LeadAssigned it => it.Assignee,
            RulingIssued it => it.NewClocks?.ActBy,
            _ => CaseLife.HandoffIn(placed.Event)?.Assignee,
        };
        if (assignee is not null)
            yield return (assignee, Involvement.WasAssignedIt, at);
        if (placed.Event is ContactAttempted attempt)
            yield return (attempt.AttemptedBy, Involvement.AttemptedContact, at);
        if (placed.Event is LeadRejected rejection)
            yield return (rejection.RejectedBy, Involvement.RejectedIt, at);
    }
}

/// <summary>One kind of hand that somebody had in a lead.</summary>
/// <param name="Positions">Where it stands, each time.</param>
public sealed record DeedThen(Involvement Involvement, IReadOnlyList<long> Positions)
{
    internal static IEnumerable<DeedThen> Of(IEnumerable<(string Person, Involvement How, long Position)> deeds) =>
        deeds.GroupBy(deed => deed.How)
            .OrderBy(group => group.Key)
            .Select(group => new DeedThen(group.Key, [.. group.Select(deed => deed.Position)]));
}

/// <summary>Who presides over the case, and so rules on it (rule 7; ADR-0015).</summary>
/// <param name="Chair">Null: nobody on the panel can, until somebody is seated who can.</param>
/// <param name="InPlaceOf">Whose duty it would have been; null: nobody else's.</param>
/// <param name="InPlaceOfBelongsToAParty">They belong to a party of the terms, so they can't preside.</param>
/// <param name="InPlaceOfBarred">What they had done with the lead; empty: nothing that bars.</param>
/// <param name="InPlaceOfRecused">They stood aside.</param>
public sealed record PresidingThen(
    string? Chair,
    string? InPlaceOf,
    bool InPlaceOfBelongsToAParty,
    IReadOnlyList<DeedThen> InPlaceOfBarred,
    RecusalThen? InPlaceOfRecused)
{
    internal static PresidingThen? Of(
        CaseLife life, Panel panel, IReadOnlyList<BarredThen> barred, IReadOnlyList<RecusalThen> recusals)
    {
        var (chair, inPlaceOf) = life.Closing?.Event switch
        {
            RulingIssued ruling => (ruling.Chair, ruling.InPlaceOf),
            null when Presiding.Over(life.UnderReview, panel, life.Terms, life.Record.AsOf) is var now =>
                (now.Chair, now.InPlaceOf),
            _ => (null, null),
        };
        if (life.Closing?.Event is RejectionWithdrawn)
            return null;
        return new(
            chair,
            inPlaceOf,
            inPlaceOf is not null && life.Terms.Parties.IsMember(inPlaceOf),
            barred.FirstOrDefault(it => it.Person == inPlaceOf)?.Because ?? [],
            recusals.FirstOrDefault(it => it.Member == inPlaceOf));
    }
}

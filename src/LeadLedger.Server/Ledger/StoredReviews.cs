using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Server.Ledger;

/// <summary>Rejections and rulings read the short way; null, or a refusal of the reader's, sends it the long way.</summary>
internal static class StoredReviews
{
    public static LeadRejected? Rejected(ref StoredJson json)
    {
        Guid? lead = null, panel = null;
        int? handoff = null, number = null;
        string? reason = null, criterion = null, by = null;
        PersonalText? explanation = null;
        DateTimeOffset? at = null, due = null, remind = null;
        DateOnly? day = null;
        EffortInvested? effort = null;
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("leadId"u8)) lead = json.Id();
            else if (name.SequenceEqual("handoff"u8)) handoff = json.Number();
            else if (name.SequenceEqual("case"u8)) number = json.Number();
            else if (name.SequenceEqual("panelId"u8)) panel = json.Id();
            else if (name.SequenceEqual("reasonCode"u8)) reason = json.Text();
            else if (name.SequenceEqual("criterion"u8)) criterion = json.Text();
            else if (name.SequenceEqual("explanation"u8)) explanation = json.Personal();
            else if (name.SequenceEqual("rejectedBy"u8)) by = json.Text();
            else if (name.SequenceEqual("rejectedAt"u8)) at = json.Instant();
            else if (name.SequenceEqual("localDay"u8)) day = json.Day();
            else if (name.SequenceEqual("effort"u8)) effort = Effort(ref json);
            else if (name.SequenceEqual("rulingDueAt"u8)) due = json.Instant();
            else if (name.SequenceEqual("rulingRemindAt"u8)) remind = json.Instant();
            else json.Refuse();
        }
        if ((lead, handoff, number, panel, at, day, due) is not
            ({ } l, { } h, { } n, { } p, { } a, { } d, { } u)
            || reason is null || criterion is null || explanation is null || by is null || effort is null)
            return null;
        return new LeadRejected(
            new LeadId(l), h, n, new PanelId(p), reason, criterion, explanation, by, a, d, effort, u, remind);
    }

    public static RulingIssued? Ruled(ref StoredJson json)
    {
        Guid? lead = null;
        int? handoff = null, number = null;
        Verdict? verdict = null;
        RootCause? cause = null;
        PersonalText? rationale = null, against = null;
        NextStep? step = null;
        string? chair = null, inPlaceOf = null;
        MemberFunction? function = null;
        List<MemberVote>? votes = null;
        List<string>? recused = null;
        DateTimeOffset? at = null;
        DateOnly? day = null;
        NewClocks? clocks = null;
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("leadId"u8)) lead = json.Id();
            else if (name.SequenceEqual("handoff"u8)) handoff = json.Number();
            else if (name.SequenceEqual("case"u8)) number = json.Number();
            else if (name.SequenceEqual("verdict"u8)) verdict = json.Code<Verdict>();
            else if (name.SequenceEqual("rootCause"u8)) cause = json.Code<RootCause>();
            else if (name.SequenceEqual("rationale"u8)) rationale = json.Personal();
            else if (name.SequenceEqual("reasonAgainstVotes"u8)) against = json.MaybePersonal();
            else if (name.SequenceEqual("nextStep"u8)) step = Step(ref json);
            else if (name.SequenceEqual("chair"u8)) chair = json.Text();
            else if (name.SequenceEqual("chairFunction"u8)) function = json.Code<MemberFunction>();
            else if (name.SequenceEqual("votes"u8)) votes = Votes(ref json);
            else if (name.SequenceEqual("recused"u8)) recused = Recused(ref json);
            else if (name.SequenceEqual("ruledAt"u8)) at = json.Instant();
            else if (name.SequenceEqual("localDay"u8)) day = json.Day();
            else if (name.SequenceEqual("newClocks"u8)) clocks = Clocks(ref json);
            else if (name.SequenceEqual("inPlaceOf"u8)) inPlaceOf = json.Text();
            else json.Refuse();
        }
        if ((lead, handoff, number, verdict, cause, function, at, day) is not
            ({ } l, { } h, { } n, { } v, { } c, { } f, { } a, { } d)
            || rationale is null || step is null || chair is null || votes is null || recused is null)
            return null;
        return new RulingIssued(
            new LeadId(l), h, n, v, c, rationale, against, step, chair, f, votes, recused, a, d, clocks, inPlaceOf);
    }

    private static EffortInvested? Effort(ref StoredJson json)
    {
        int? attempts = null, promised = null;
        long? response = null;
        json.Enter();
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("attempts"u8)) attempts = json.Number();
            else if (name.SequenceEqual("attemptsPromised"u8)) promised = json.Number();
            else if (name.SequenceEqual("firstResponseSeconds"u8)) response = json.LongNumber();
            else json.Refuse();
        }
        return attempts is { } made ? new EffortInvested(made, promised, response) : null;
    }

    private static NextStep? Step(ref StoredJson json)
    {
        PersonalText? what = null;
        string? owner = null;
        DateTimeOffset? due = null;
        json.Enter();
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("what"u8)) what = json.Personal();
            else if (name.SequenceEqual("owner"u8)) owner = json.Text();
            else if (name.SequenceEqual("dueAt"u8)) due = json.Instant();
            else json.Refuse();
        }
        return (what, owner, due) is ({ } w, { } o, { } d) ? new NextStep(w, o, d) : null;
    }

    private static List<MemberVote> Votes(ref StoredJson json)
    {
        var votes = new List<MemberVote>();
        json.EnterList();
        while (json.NextItem())
        {
            string? member = null;
            Verdict? verdict = null;
            json.Enter();
            while (json.Next(out var name))
            {
                if (name.SequenceEqual("member"u8)) member = json.Text();
                else if (name.SequenceEqual("verdict"u8)) verdict = json.Code<Verdict>();
                else json.Refuse();
            }
            if ((member, verdict) is ({ } m, { } v))
                votes.Add(new MemberVote(m, v));
            else
                json.Refuse();
        }
        return votes;
    }

    private static List<string> Recused(ref StoredJson json)
    {
        var members = new List<string>();
        json.EnterList();
        while (json.NextItem())
            members.Add(json.Text());
        return members;
    }

    private static NewClocks? Clocks(ref StoredJson json)
    {
        string? actBy = null;
        FirstResponsePromise? response = null;
        CadencePromise? cadence = null;
        ReckonedWith? reckonedWith = null;
        if (!json.EnterUnlessNull())
            return null;
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("actBy"u8)) actBy = json.MaybeText();
            else if (name.SequenceEqual("firstResponse"u8)) response = StoredHandoff.Response(ref json);
            else if (name.SequenceEqual("cadence"u8)) cadence = StoredHandoff.Cadence(ref json);
            else if (name.SequenceEqual("reckonedWith"u8)) reckonedWith = StoredHandoff.Reckoned(ref json);
            else json.Refuse();
        }
        if (reckonedWith is not null)
            return new NewClocks(actBy, response, cadence, reckonedWith);
        json.Refuse();
        return null;
    }
}

using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Reviews;

namespace LeadLedger.Server.Demonstration;

/// <summary>How a lead is rejected and what becomes of it: withdrawn, upheld, overturned, or not judged yet.</summary>
internal sealed class ReviewStory(Story story, SimulatedCompany company, string person, SalesStory sales)
{
    private const int Case = 1;
    private static readonly TimeSpan Behind = TimeSpan.FromDays(8);

    private static readonly (string Reason, string Criterion, string Words)[] Reasons =
    [
        ("no-budget", "budget", "Simulated: they said that there is no budget, and none to come."),
        ("no-authority", "authority", "Simulated: an intern, who is to report what there is on the market."),
        ("wrong-size", "size", "Simulated: three people in a garage."),
        ("no-need", "need", "Simulated: they were looking for a school project."),
    ];

    private Chance Chance => story.Chance;

    /// <param name="first">When the first attempt would be made.</param>
    /// <param name="clockFrom">When the clocks started.</param>
    /// <param name="far">How far sales comes if it has to work the lead.</param>
    public void Reject(DateTimeOffset first, DateTimeOffset clockFrom, Reach far)
    {
        // Some reject without having tried: the panel sees the effort invested.
        var tried = Chance.Is(0.75);
        if (tried)
            sales.AttemptInVain(first);
        var rejected = story.DaysLater(tried ? first : clockFrom, 0.05, 1.6);
        var reason = Chance.Of(Reasons);
        story.Plan(rejected, person, "rejectLead", new RejectLeadRequest(
            reason.Reason, reason.Criterion, PersonalText.Of(reason.Words)));

        if (Chance.Is(0.06))
        {
            var withdrawn = story.DaysLater(rejected, 0.05, 0.4);
            story.Plan(withdrawn, person, "withdrawRejection", new WithdrawRejectionRequest(), @case: Case);
            sales.Work(story.AtWork(withdrawn), clockFrom, far);
            return;
        }

        // The panel is behind: of the newest cases many aren't ruled yet, some of them past their time.
        if (rejected > story.Now - Behind && Chance.Is(0.6))
            return;
        // Most others were ruled within the two working days promised; some lay for longer.
        var ruled = Chance.Is(0.75) ? story.DaysLater(rejected, 0.2, 1.4) : story.DaysLater(rejected, 5, 10);
        var verdict = Chance.Is(0.58) ? Verdict.Upheld : Verdict.Overturned;
        Judge(rejected, ruled, verdict);
        if (verdict == Verdict.Overturned)
            sales.Work(sales.FirstResponse(ruled), ruled, far);
        else if (Chance.Is(0.3))
            sales.HandOffAgain(story.DaysLater(ruled, 8, 20));
    }

    private void Judge(DateTimeOffset rejected, DateTimeOffset ruled, Verdict verdict)
    {
        var other = verdict == Verdict.Upheld ? Verdict.Overturned : Verdict.Upheld;
        var members = Chance.Shuffle(company.Members.Skip(1).Select(member => member.Subject));
        var againstBoth = Chance.Is(0.05);
        var dissent = againstBoth || Chance.Is(0.25);
        if (Chance.Is(0.05))
        {
            story.Plan(
                rejected + ((ruled - rejected) * 0.2), members[2], "recuseMember",
                new RecuseMemberRequest(PersonalText.Of("Simulated: I know them.")), @case: Case);
        }

        Vote(rejected + ((ruled - rejected) * 0.4), members[0], againstBoth ? other : verdict);
        Vote(rejected + ((ruled - rejected) * 0.7), members[1], dissent ? other : verdict);
        Rule(ruled, verdict, againstBoth);
    }

    private void Vote(DateTimeOffset at, string member, Verdict verdict) =>
        story.Plan(
            at, member, "castVote",
            new CastVoteRequest(verdict, PersonalText.Of(verdict == Verdict.Upheld
                ? "Simulated: it doesn't meet the criterion."
                : "Simulated: it meets the criterion, and nobody has found out otherwise."), null),
            @case: Case);

    private void Rule(DateTimeOffset at, Verdict verdict, bool againstTheVotes)
    {
        var upheld = verdict == Verdict.Upheld;
        var owner = upheld ? company.Marketing[0] : story.Lead.Team.Manager;
        var due = story.DaysLater(at, upheld ? 5 : 1, upheld ? 7 : 2);
        var cause = upheld
            ? Chance.Of(RootCause.Qualification, RootCause.Messaging, RootCause.DataQuality)
            : Chance.Of(RootCause.FollowUp, RootCause.FollowUp, RootCause.CriteriaUnclear);
        story.Plan(
            at, SimulatedCompany.DevelopmentChair, "issueRuling",
            new IssueRulingRequest(
                verdict,
                cause,
                PersonalText.Of(upheld ? "Simulated: sales was right." : "Simulated: this is a lead; call again."),
                againstTheVotes ? PersonalText.Of("Simulated: the record says more than the form.") : null,
                new NextStepRequest(
                    PersonalText.Of(upheld ? "Simulated: ask for it on the form." : "Simulated: call twice a day."),
                    owner, Ledger.Instants.Truncate(due)),
                upheld ? null : person,
                null),
            events: upheld ? 2 : 1,
            @case: Case);
        if (Chance.Is(0.7))
        {
            story.Plan(
                at + ((due - at) * (0.3 + (0.6 * Chance.Next()))), owner, "followUpRuling",
                new FollowUpRulingRequest(PersonalText.Of("Simulated: done.")), @case: Case);
        }
    }
}

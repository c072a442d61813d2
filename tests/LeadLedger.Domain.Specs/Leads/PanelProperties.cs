using FsCheck.Fluent;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>What holds of panels and their cases, whatever becomes of their members; the same in every run.</summary>
public sealed class PanelProperties
{
    [Fact]
    public void A_panel_is_never_without_a_chair_who_is_neither_and_a_rota_names_nobody_who_cannot_preside() =>
        EveryPanel((panel, _) =>
            panel.Chair is { } chair
            && panel.CanPreside(chair)
            && (panel.Rota is not { } rota
                || (rota.Members.Concat(rota.Swaps.Select(swap => swap.Member)).All(panel.CanPreside)
                    && rota.Members.Count > 0)));

    [Fact]
    public void Who_presides_is_what_a_list_of_weeks_says() =>
        EveryPanel((panel, now) => Enumerable.Range(-3, 12).Select(weeks => now.AddDays(7 * weeks)).All(at =>
            panel.PresidingAt(at).SequenceEqual(
                NaiveChair.Order(panel, at).Where(panel.CanPreside).Distinct())));

    [Fact]
    public void Who_stays_keeps_their_place_in_the_order_when_another_leaves() =>
        EveryPanel((panel, now) => panel.Members.All(leaver =>
        {
            var act = new Act("ada", Role.Agreements, "ada", now, now);
            var decision = RemoveMember.Decide(panel, new(leaver.Subject, act));
            var left = decision.Events.Aggregate((Panel?)panel, Panel.Evolve)!;
            var onDuty = panel.Rota?.OnDutyAt(now);
            // With the last turn the rota ends, and with it the weeks that others took.
            return onDuty is null || onDuty == leaver.Subject || decision.Events.Count == 0 || left.Rota is null
                || left.PresidingAt(now).First() == onDuty;
        }));

    [Fact]
    public void No_case_is_stuck_it_comes_to_a_ruling_at_most_after_one_more_member_is_seated()
    {
        var seated = 0;
        var cases = 0;
        Seeded.Holds(Gen.Choose(0, int.MaxValue), seed => RandomLife.Of(seed, 80).All(moment =>
        {
            if (moment.Before.State is not Lead.UnderReview { Case.Number: var number })
                return true;
            cases++;
            // Claims of half an hour have ended by then, whoever holds them.
            var at = moment.Act.Now.AddHours(1);
            var (scene, newcomer) = Presided(moment.Before, at);
            seated += newcomer ? 1 : 0;
            return Ruled(scene, number, at).State is Lead.WithSales or Lead.WithMarketing;
        }), 200);

        Assert.InRange(seated, 1, cases - 1);
    }

    private static (LeadScene Scene, bool Newcomer) Presided(LeadScene scene, DateTimeOffset at)
    {
        if (ChairOf(scene, at) is not null)
            return (scene, false);
        var act = new Act("ada", Role.Agreements, "ada", at, at);
        var seating = SeatMember.Decide(scene.Panel, new("newcomer", MemberFunction.Neither, act));
        return (scene.JudgedBy(seating.Events.Aggregate((Panel?)scene.Panel, Panel.Evolve)!), true);
    }

    /// <summary>Everybody votes who may, whoever presides last, and rules as the most voted.</summary>
    private static LeadScene Ruled(LeadScene scene, int number, DateTimeOffset at)
    {
        var chair = ChairOf(scene, at)!;
        var others = scene.Panel.Members.Select(member => member.Subject).Where(who => who != chair);
        foreach (var member in others.Append(chair))
        {
            var act = new Act(member, Role.Panel, member, at, at);
            scene = scene.And(scene.Decide(new ClaimReview(number, act)).Events);
            scene = scene.And(scene.Decide(
                new CastVote(number, Verdict.Overturned, Words("So it is"), null, act)).Events);
            if (member != chair)
                scene = scene.And(scene.Decide(new ReleaseReview(number, null, act)).Events);
        }
        var open = (Lead.UnderReview)scene.State;
        var votes = Bench.ValidVotes(open);
        var upheld = votes.Count(vote => vote.Verdict == Verdict.Upheld) * 2 > votes.Count;
        var ruling = new IssueRuling(
            number,
            upheld ? Verdict.Upheld : Verdict.Overturned,
            RootCause.FollowUp,
            Words("So it is"),
            null,
            new NextStep(Words("Ask first"), Mia, at.AddDays(1)),
            null,
            null,
            new Act(chair, Role.Panel, chair, at, at));
        return scene.And(scene.Decide(ruling).Events);
    }

    private static string? ChairOf(LeadScene scene, DateTimeOffset at)
    {
        var lead = (Lead.UnderReview)scene.State;
        var terms = scene.Agreement.TermsOf(lead.Facts.Handoff.TermsVersion)!;
        return Presiding.Over(lead, scene.Panel, terms, at).Chair;
    }

    /// <summary>At each moment of a panel's life.</summary>
    private static void EveryPanel(Func<Panel, DateTimeOffset, bool> property) => Seeded.Holds(
        Gen.Choose(0, int.MaxValue),
        seed =>
        {
            var die = new Random(seed);
            var (panel, now) = (Company.Panel, T("03-02 09:00"));
            for (var n = 0; n < 60; n++)
            {
                now += TimeSpan.FromHours(die.Next(0, 200));
                panel = RandomPanel.Changed(panel, die, now);
                if (!property(panel, now))
                    return false;
            }
            return true;
        },
        times: 150);
}

using FsCheck.Fluent;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>What holds for every lead, whatever happens to it; over random lives, the same in every run.</summary>
public sealed class LeadProperties
{
    private const int Lives = 400;

    // Events are spelled out to be compared, which takes its time.
    private const int LivesSpelled = 120;

    private const int Commands = 80;

    [Fact]
    public void Nothing_leaks_at_every_moment_a_lead_is_in_one_place_and_has_one_owner() =>
        EveryState((state, naive) =>
            state is Lead.Existing lead && lead.Place == naive.Place && OwnerOf(lead) == naive.Owner);

    [Fact]
    public void The_fold_says_what_the_list_of_events_says() =>
        EveryState((state, naive) =>
        {
            var lead = (Lead.Existing)state;
            var period = lead.Facts.Period;
            var open = (lead as Lead.UnderReview)?.Case;
            return lead.Facts.Handoff.Number == naive.Handoffs
                && lead.Facts.Assignee == naive.Assignee
                && period.FirstResponsePromise?.DueAt == naive.ResponseDueAt
                && period.CadencePromise?.EndsAt == naive.CadenceEndsAt
                && period.Attempts.Count == naive.Attempts
                && period.FirstResponse?.JudgedAt == naive.FirstResponseAt
                && (period.To is null) == (lead is Lead.WithSales)
                && (lead is not Lead.WithSales sales || sales.Stage == naive.Stage)
                && lead.Facts.ClosedCases.Count + (open is null ? 0 : 1) == naive.Cases
                && lead.Facts.Involved.Keys.ToHashSet().SetEquals(naive.Partial)
                && (open is null || IsAsListed(open, naive));
        });

    [Fact]
    public void Nobody_votes_who_had_a_hand_in_the_lead_or_stood_aside() =>
        EveryEvent<VoteCast>((vote, before, _) =>
            !before.Partial.Contains(vote.Member) && !before.Recused.Contains(vote.Member)
            && !before.Voters.Contains(vote.Member));

    [Fact]
    public void Nobody_rules_but_an_impartial_chair_with_a_quorum_of_the_impartial() =>
        EveryEvent<RulingIssued>((ruling, before, moment) =>
        {
            var partial = before.Partial.Union(before.Recused).ToHashSet();
            var judges = ruling.Votes.Select(vote => vote.Member).Append(ruling.Chair).ToHashSet();
            var able = moment.Before.Panel.Members.Count(member => !partial.Contains(member.Subject));
            var handoff = ((Lead.Existing)moment.Before.State).Facts.Handoff;
            var terms = moment.Before.Agreement.TermsOf(handoff.TermsVersion)!;
            var quorum = terms.Review!.Quorum;
            var barred = partial.Union(terms.Parties.Marketing).Union(terms.Parties.Sales)
                .Union(terms.Parties.SalesManagers).ToHashSet();
            var panel = moment.Before.Panel;
            var duty = NaiveChair.Of(panel, ruling.RuledAt, new HashSet<string>());
            return ruling.Chair == NaiveChair.Of(panel, ruling.RuledAt, barred)
                && ruling.InPlaceOf == (duty == ruling.Chair ? null : duty)
                && panel.MemberOf(ruling.Chair)!.Function == MemberFunction.Neither
                && !judges.Overlaps(partial)
                && judges.Count >= Math.Min(quorum, able)
                && ruling.Votes.All(vote => before.Voters.Contains(vote.Member));
        });

    [Fact]
    public void No_chair_rules_on_votes_of_others_without_a_vote_of_their_own_but_in_imported_history() =>
        EveryEvent<RulingIssued>((ruling, _, moment) =>
            moment.Act.IsImport
            || ruling.Votes.Count == 0
            || ruling.Votes.Any(vote => vote.Member == ruling.Chair));

    [Fact]
    public void Who_has_not_voted_learns_nothing_of_the_votes_by_trying_a_ruling() =>
        EveryLife(life => life
            .Where(moment => moment.Command is IssueRuling && !moment.Act.IsImport)
            .Where(moment => !new NaiveLead(moment.Before.History).Voters.Contains(moment.Act.By))
            .All(moment =>
            {
                var otherwise = moment.Before with { History = [.. moment.Before.History.Select(VotedOtherwise)] };
                var decision = otherwise.Decide(moment.Command);
                return Equals(moment.Decision.Refusal, decision.Refusal)
                    && Spelled.Out(moment.Decision.Events) == Spelled.Out(decision.Events);
            }));

    [Fact]
    public void Nobody_decides_in_the_name_of_others_on_a_lead_of_regular_terms() =>
        EveryLife(life => life
            .Where(moment => moment.Act.IsImport && moment.Decision.Events.Count > 0)
            .Where(moment => !RandomCommands.MayBeLate(moment.Command.GetType().Name))
            .All(moment =>
            {
                var handoff = ((Lead.Existing)moment.Before.State).Facts.Handoff;
                return moment.Before.Agreement.TermsOf(handoff.TermsVersion)!.Backfilled;
            }));

    [Fact]
    public void Who_works_a_case_holds_it_alone() =>
        EveryEvent<ReviewClaimed>((claim, before, moment) =>
            (before.Claim is not { } held || held.Member == claim.Member || held.ExpiresAt <= moment.Act.Now
                // Who can't judge the case any more keeps nobody from it (ADR-0015).
                || moment.Before.Panel.MemberOf(held.Member) is null
                || !Bench.IsImpartial((Lead.UnderReview)moment.Before.State, held.Member))
            && claim.Fence > (before.Claim?.Fence ?? 0));

    [Fact]
    public void A_withdrawn_rejection_leaves_everything_that_sales_owes_as_it_was() =>
        EveryLife(life => life.Where(moment => moment.Before.History.Count > 0).All(moment =>
        {
            if (moment.Before.State is not Lead.WithSales was)
                return true;
            var at = was.Since.AddDays(1);
            var max = new Act(Max, Role.SalesManager, Max, at, at);
            var reject = new RejectLead("no-budget", "budget", Words("They have none"), max);
            var rejected = moment.Before.And(moment.Before.Decide(reject).Events);
            var number = was.Facts.ClosedCases.Count + 1;
            var withdrawn = rejected.And(rejected.Decide(new WithdrawRejection(number, max)).Events);
            return withdrawn.History.Count == moment.Before.History.Count + 2
                && withdrawn.State is Lead.WithSales now
                && Spelled.Out(was.Facts.Period) == Spelled.Out(now.Facts.Period)
                && (was.Stage, was.Owner, was.Since) == (now.Stage, now.Owner, now.Since);
        }), LivesSpelled);

    [Fact]
    public void A_command_decided_twice_on_the_same_history_comes_out_the_same() =>
        EveryLife(life => life.All(moment =>
        {
            var again = moment.Before.Decide(moment.Command);
            return Equals(moment.Decision.Refusal, again.Refusal)
                && Spelled.Out(moment.Decision.Events) == Spelled.Out(again.Events);
        }), LivesSpelled);

    [Fact]
    public void What_happened_is_judged_by_its_time_if_we_heard_of_it_in_time() =>
        EveryEvent<ContactAttempted>((attempt, _, moment) =>
        {
            var late = !moment.Act.IsImport && moment.Act.Now - attempt.AttemptedAt > TimeSpan.FromHours(1);
            return attempt.Late == late && attempt.JudgedAt == (late ? moment.Act.Now : attempt.AttemptedAt);
        });

    [Fact]
    public void A_breach_is_recorded_once_and_only_of_what_was_promised_and_not_kept() =>
        EveryEvent<FirstResponseMissed>((missed, before, moment) =>
            missed.DueAt < moment.Act.Now
            && !moment.Before.History.OfType<FirstResponseMissed>().Any(
                other => (other.Handoff, other.SentBackBy) == (missed.Handoff, missed.SentBackBy))
            && before.ResponsesBy(missed.Handoff, missed.SentBackBy, missed.DueAt) == 0);

    [Fact]
    public void No_breach_stands_that_a_fact_reported_in_time_has_shown_wrong() =>
        EveryLife(life => life.All(moment =>
        {
            var naive = new NaiveLead(moment.Before.History);
            // What was brought in after the grace excuses nothing.
            return life.Any(other => other.Act.IsImport) || moment.Before.State is not Lead.Existing lead
                || lead.Facts.Periods.All(period =>
                    !period.FirstResponseRecord.Stands
                    || naive.ResponsesBy(
                        period.Handoff.Number, period.SentBackBy, period.FirstResponsePromise!.DueAt) == 0);
        }), LivesSpelled);

    [Fact]
    public void Nothing_happened_before_the_first_handoff_or_is_yet_to_happen() =>
        EveryEvent<ContactAttempted>((attempt, _, moment) =>
            attempt.AttemptedAt >= ((Lead.Existing)moment.Before.State).Facts.Periods[0].From
            && attempt.AttemptedAt <= moment.Act.Now + Timing.AllowedSkew);

    /// <summary>Or the properties above would hold of lives in which nothing happens.</summary>
    [Fact]
    public void The_random_lives_know_every_event_and_nearly_every_refusal()
    {
        var moments = Enumerable.Range(0, 4 * Lives).SelectMany(seed => RandomLife.Of(seed, Commands)).ToList();
        var events = moments.SelectMany(moment => moment.Decision.Events).Select(e => e.GetType()).ToHashSet();
        var refusals = moments.Select(moment => moment.Decision.Refusal?.GetType()).OfType<Type>().ToHashSet();
        var known = typeof(Lead).Assembly.GetTypes();

        Assert.Empty(known.Where(type => type.IsSubclassOf(typeof(LeadEvent))).Except(events));
        Assert.Equal(
            ["NoValuationRowMatches", "TermsPromiseNoReview"],
            known.Where(type => type.IsSubclassOf(typeof(Refusal)) && type.Namespace == typeof(Lead).Namespace)
                .Except(refusals)
                .Select(type => type.Name)
                .Order());
    }

    private static void EveryLife(Func<IReadOnlyList<Moment>, bool> property, int lives = Lives) => Seeded.Holds(
        Gen.Choose(0, int.MaxValue), seed => property(RandomLife.Of(seed, Commands)), lives);

    /// <summary>After each single event of each life.</summary>
    private static void EveryState(Func<Lead, NaiveLead, bool> property) => EveryLife(life =>
    {
        var history = life.SelectMany(moment => moment.Decision.Events).ToList();
        var state = Lead.Initial;
        for (var n = 0; n < history.Count; n++)
        {
            state = Lead.Evolve(state, history[n]);
            if (!property(state, new NaiveLead(history[..(n + 1)])))
                return false;
        }
        return true;
    });

    /// <summary>For each event of a kind, on what was before the command that it came of.</summary>
    private static void EveryEvent<TEvent>(Func<TEvent, NaiveLead, Moment, bool> property)
        where TEvent : LeadEvent =>
        EveryLife(life => life.All(moment => moment.Decision.Events
            .OfType<TEvent>()
            .All(e => property(e, new NaiveLead(moment.Before.History), moment))));

    private static LeadEvent VotedOtherwise(LeadEvent e) => e is VoteCast vote
        ? vote with { Verdict = vote.Verdict == Verdict.Upheld ? Verdict.Overturned : Verdict.Upheld }
        : e;

    private static bool IsAsListed(ReviewCase open, NaiveLead naive) =>
        open.Number == naive.Cases
        && open.Votes.Select(vote => vote.Member).SequenceEqual(naive.Voters)
        && open.Recusals.Select(recusal => recusal.Member).SequenceEqual(naive.Recused)
        && (open.Claim?.Member, open.Claim?.Fence) == (naive.Claim?.Member, naive.Claim?.Fence);

    private static string OwnerOf(Lead.Existing lead) => lead.Owner switch
    {
        LeadOwner.SalesPerson it => it.Person,
        LeadOwner.SalesTeam => "the sales team",
        LeadOwner.ReviewPanel => "the panel",
        LeadOwner.Marketing => "marketing",
        LeadOwner.Closed => "closed",
        _ => throw new InvalidOperationException(),
    };
}

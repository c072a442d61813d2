using FsCheck.Fluent;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Replaying;

namespace LeadLedger.Domain.Specs.Leads.Replaying;

/// <summary>Whatever part of a life is asked for, there is an answer, and it is the right part.</summary>
public sealed class PartOfLifeProperties
{
    private const int Lives = 150;
    private const int Commands = 80;

    [Fact]
    public void Whatever_instant_is_asked_for_the_part_of_a_life_until_then_folds() =>
        EveryInstant((history, at) =>
        {
            var (part, placements) = Fold(history, at);
            return (part.State is Lead.Existing) == placements.Contains(Placement.Taken);
        });

    [Fact]
    public void What_is_taken_had_happened_and_what_had_happened_is_taken_or_named() =>
        EveryInstant((history, at) =>
        {
            var (_, placements) = Fold(history, at);
            return history.Zip(placements).All(it =>
                it.First.HadHappenedBy(at) == it.Second is Placement.Taken or Placement.WithoutGround);
        });

    [Fact]
    public void Where_nothing_happened_later_the_part_is_the_whole_life() =>
        EveryLife(history => Spelled.Out(Fold(history, DateTimeOffset.MaxValue).Part.State)
            == Spelled.Out(history.Aggregate(Lead.Initial, Lead.Evolve)));

    [Fact]
    public void Every_event_of_a_whole_life_can_follow_on_those_before_it() =>
        EveryLife(history =>
        {
            var state = Lead.Initial;
            foreach (var e in history)
            {
                if (!Following.CanFollow(state, e))
                    return false;
                state = Lead.Evolve(state, e);
            }
            return true;
        });

    [Fact]
    public void In_a_part_of_a_life_too_every_act_is_on_its_own_case_and_in_its_own_handoff() =>
        EveryInstant((history, at) => Fold(history, at).Part.State is not Lead.Existing lead
            || (lead.Facts.ClosedCases.Concat(lead is Lead.UnderReview { Case: var open } ? [open] : []).Index()
                    .All(it => it.Item.Number == it.Index + 1
                        && it.Item.Votes.All(vote => vote.Case == it.Item.Number)
                        && it.Item.Recusals.All(recusal => recusal.Case == it.Item.Number)
                        && (it.Item.Ruling?.Case ?? it.Item.Number) == it.Item.Number)
                && lead.Facts.Periods.All(period =>
                    period.Attempts.All(attempt => attempt.Handoff == period.Handoff.Number))));

    [Fact]
    public void What_is_kept_with_each_attempt_is_what_a_look_at_all_of_them_finds() =>
        EveryLife(history => history.Aggregate(Lead.Initial, Lead.Evolve) is not Lead.Existing lead
            || lead.Facts.Periods.All(period =>
                period.FirstResponse == period.Attempts
                    .Where(attempt => attempt.CouldReachThePerson())
                    .MinBy(attempt => attempt.JudgedAt)
                && period.AttemptsInWindow == period.Attempts
                    .Count(attempt => attempt.JudgedAt <= period.CadencePromise?.EndsAt)));

    /// <summary>Or nothing would be shown of acts whose ground lies later.</summary>
    [Fact]
    public void Random_lives_have_acts_whose_ground_lies_later()
    {
        var groundless = 0;
        EveryInstant((history, at) =>
        {
            groundless += Fold(history, at).Placements.Count(it => it == Placement.WithoutGround);
            return true;
        });
        Assert.True(groundless > 50, $"{groundless}");
    }

    [Fact]
    public void Every_event_was_allowed_by_some_rule() =>
        EveryLife(history =>
        {
            var state = Lead.Initial;
            foreach (var e in history)
            {
                if (LedgerRule.ThatAllowed(e, state, imported: false) is not { Count: > 0 } rules
                    || rules.Distinct().Count() != rules.Count
                    || rules.Except(LedgerRule.All).Any())
                    return false;
                state = Lead.Evolve(state, e);
            }
            return true;
        });

    private static (PartOfLife Part, IReadOnlyList<Placement> Placements) Fold(
        IReadOnlyList<LeadEvent> history, DateTimeOffset at)
    {
        var part = PartOfLife.Nothing;
        var placements = new List<Placement>();
        foreach (var e in history)
        {
            (part, var placement) = part.With(e, at);
            placements.Add(placement);
        }
        return (part, placements);
    }

    /// <summary>At every instant at which something happened, and right before it.</summary>
    private static void EveryInstant(Func<IReadOnlyList<LeadEvent>, DateTimeOffset, bool> property) =>
        EveryLife(history => history
            .Select(e => e.HappenedAt())
            .SelectMany(at => new[] { at, at.AddMicroseconds(-1) })
            .Distinct()
            .All(at => property(history, at)));

    private static void EveryLife(Func<IReadOnlyList<LeadEvent>, bool> property) => Seeded.Holds(
        Gen.Choose(0, int.MaxValue),
        seed => property([.. RandomLife.Of(seed, Commands).SelectMany(moment => moment.Decision.Events)]),
        Lives);
}

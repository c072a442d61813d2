using FsCheck.Fluent;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Replaying;

namespace LeadLedger.Domain.Specs.Leads.Replaying;

/// <summary>A life in two times: whatever part of it is asked for, there is an answer, and it is the right part.</summary>
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
    public void What_was_left_out_has_left_no_trace() =>
        EveryInstant((history, at) =>
        {
            var (part, placements) = Fold(history, at);
            var taken = history.Zip(placements).Where(it => it.Second == Placement.Taken).Select(it => it.First);
            return Spelled.Out(taken.Aggregate(Lead.Initial, Lead.Evolve)) == Spelled.Out(part.State);
        });

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

using System.Text.RegularExpressions;
using FsCheck.Fluent;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using LeadLedger.Domain.Simulations;
using LeadLedger.Domain.Specs.Leads;

namespace LeadLedger.Domain.Specs.Simulations;

/// <summary>What holds of every simulation, over the random lives that the specs of leads are made of.</summary>
public sealed partial class SimulationProperties
{
    private const int Lives = 250;

    private const int Commands = 80;

    [Fact]
    public void Under_the_very_terms_in_force_the_real_history_comes_out_again() => EveryLife((life, agreement) =>
        agreement.Versions.All(version =>
        {
            var simulated = life.Under(version.Terms, version.Terms.Version);
            var (real, other) = (simulated.Real, simulated.Simulated);
            return IsUnhindered(simulated) && Unread(real.Lead) == Unread(other.Lead)
                && Spelled.Out(real.Deadlines(life.Now)) == Spelled.Out(other.Deadlines(life.Now));
        }));

    [Fact]
    public void Under_a_draft_that_promises_the_same_it_comes_out_again_but_for_the_version() =>
        EveryLife((life, agreement) => agreement.Versions.All(version =>
        {
            var simulated = life.Under(version.Terms, null);
            var shown = simulated.Simulated.Deadlines(life.Now)
                .Select(it => it with { TermsVersion = Real(it.TermsVersion, agreement) });
            return IsUnhindered(simulated)
                && Spelled.Out(simulated.Real.Deadlines(life.Now)) == Spelled.Out(shown.ToList())
                && Places(simulated.Real).SequenceEqual(Places(simulated.Simulated));
        }));

    [Fact]
    public void The_real_side_is_the_ledgers_own_fold_but_for_marks_and_what_the_watch_recorded() =>
        EveryLife((life, agreement) =>
        {
            var simulated = life.Under(agreement.Versions[0].Terms, 1);
            var folded = (Lead.Existing)life.Events.Aggregate(
                Lead.Initial, (state, act) => Lead.Evolve(state, act.Event));
            return Spelled.Out(WithoutRecords(folded)) == Spelled.Out(simulated.Real.Lead);
        });

    [Fact]
    public void Whatever_the_other_terms_are_every_act_is_let_through_refused_or_moot_and_nothing_is_moot_alone() =>
        EveryLife((life, agreement) => Others(agreement.Versions[0].Terms).All(terms =>
        {
            var simulated = life.Under(terms, null, _ => true);
            var acts = life.Events.Count(act => life.IsAnAct(act.Event));
            var lost = simulated.Refused.Count + simulated.Moot.Count;
            return simulated.Accepted + lost + simulated.TakenAsRecorded.Count == acts
                && (simulated.Moot.Count == 0
                    || simulated.Refused.Min(it => it.Act.Position) < simulated.Moot.Min(it => it.Act.Position));
        }));

    [Fact]
    public void A_handoff_is_worth_what_the_other_terms_say_and_its_first_response_is_due_when_they_say() =>
        EveryLife((life, agreement) =>
        {
            var real = agreement.Versions[0].Terms;
            var other = real with
            {
                Valuation = [new ValuationRow(null, null, null, 0.5m, 10m)],
                ResponseTimes = [new ResponseTime(null, 7, ClockKind.Elapsed)],
            };
            var simulated = life.Under(other, null, _ => true);
            return simulated.Simulated.Lead is not Lead.Existing lead || lead.Facts.Periods.All(period =>
                period.Handoff.Value.Amount == 5m
                && period.FirstResponsePromise is { } promise && promise.DueAt == promise.From.AddMinutes(7));
        });

    /// <summary>Or the properties above would hold of simulations in which nothing is ever refused.</summary>
    [Fact]
    public void The_other_terms_refuse_for_many_reasons_and_much_hangs_on_what_they_refuse()
    {
        var lives = Enumerable.Range(0, Lives).Select(LifeOf).OfType<SimulatedLife>().ToList();
        var simulations = lives
            .SelectMany(life => Others(life.Agreement.Versions[0].Terms)
                .Select(terms => life.Under(terms, null, _ => true)))
            .ToList();
        var refusals = simulations.SelectMany(it => it.Refused).Select(it => it.Refusal.GetType().Name).Distinct();

        Assert.Superset(
            new HashSet<string>
            {
                "SegmentIsNotInTheTerms", "ConversionActionIsNotInTheTerms", "RejectionNeedsAReasonInForce",
                "TermsPromiseNoReview", "QuorumIsMissing", "CadenceIsNotWorkedYet", "NoCadenceWasPromised",
                "CaseNeedsTheMembersOwnClaim", "CaseIsClaimedByAnother",
            },
            refusals.ToHashSet());
        Assert.True(simulations.Sum(it => it.Moot.Count) > 1_000);
    }

    private static bool IsUnhindered(SimulatedLead simulated) =>
        simulated.Refused.Count == 0 && simulated.Moot.Count == 0 && simulated.TakenAsRecorded.Count == 0;

    // Personal text isn't read to simulate; all that is kept of it is that it was there.
    private static string Unread(Lead lead) => Text().Replace(Spelled.Out(lead), "personal");

    [GeneratedRegex("\"personal: [^\"]*\"")]
    private static partial Regex Text();

    private static int Real(int version, Agreement agreement) =>
        version > agreement.Versions.Count ? version - agreement.Versions.Count : version;

    private static IEnumerable<object> Places(Course course) => course.Lead is Lead.Existing lead
        ? [lead.Place, lead.Owner, lead.Since, lead.Facts.Handoff.Value, lead.Facts.ClosedCases.Count]
        : [];

    private static Lead.Existing WithoutRecords(Lead.Existing lead)
    {
        var facts = lead.Facts with
        {
            Erased = null,
            Periods =
            [
                .. lead.Facts.Periods.Select(period => period with
                {
                    FirstResponseRecord = PromiseRecord.Nothing,
                    CadenceRecord = PromiseRecord.Nothing,
                }),
            ],
            ClosedCases = [.. lead.Facts.ClosedCases.Select(it => it with { RulingRecord = PromiseRecord.Nothing })],
        };
        return lead is Lead.UnderReview open
            ? open with { Facts = facts, Case = open.Case with { RulingRecord = PromiseRecord.Nothing } }
            : lead with { Facts = facts };
    }

    private static IEnumerable<Terms> Others(Terms real) =>
    [
        real with { Segments = ["mid-market"] },
        real with { ConversionActions = ["e-book"] },
        real with { Cadences = [new Cadence(null, 9, 3, ClockKind.Elapsed, [])] },
        real with { Cadences = [] },
        real with { ReasonCodes = [] },
        real with { Review = null },
        real with { Review = real.Review! with { Quorum = 3 } },
        real with { Review = real.Review! with { ClaimMinutes = 2 } },
        real with { Review = real.Review! with { ClaimMinutes = 4_000 } },
        real with { ReportingGraceMinutes = 0 },
    ];

    private static void EveryLife(Func<SimulatedLife, Agreement, bool> property) => Seeded.Holds(
        Gen.Choose(0, int.MaxValue),
        seed => LifeOf(seed) is not { } life || property(life, life.Agreement),
        Lives);

    private static SimulatedLife? LifeOf(int seed) => SimulatedLife.Of(RandomLife.Of(seed, Commands));
}

/// <summary>A random life as the ledger has it.</summary>
internal sealed class SimulatedLife
{
    private readonly PastStates<Panel> _panel;

    private SimulatedLife(IReadOnlyList<Moment> moments)
    {
        Agreement = moments[0].Before.Agreement;
        Now = moments[^1].Act.Now.AddDays(3);
        var (events, panels) = (new List<RecordedAct>(), new List<(long, Panel)>());
        foreach (var moment in moments)
        {
            panels.Add((events.Count, moment.Before.Panel));
            foreach (var e in moment.Decision.Events)
                events.Add(Recorded(events.Count + 1, e, moment.Act));
        }
        (Events, _panel) = (events, new(panels));
    }

    public Agreement Agreement { get; }

    public DateTimeOffset Now { get; }

    public IReadOnlyList<RecordedAct> Events { get; }

    /// <summary>Null: nothing ever came of it.</summary>
    public static SimulatedLife? Of(IReadOnlyList<Moment> moments)
    {
        var life = new SimulatedLife(moments);
        return life.Events.Count == 0 ? null : life;
    }

    /// <summary>Supposed of the handoffs of that version, unless said otherwise.</summary>
    public SimulatedLead Under(Terms terms, int? version, Func<Handoff, bool>? appliesTo = null) => Simulation.Of(
        Events,
        new Surroundings(
            new([(0, Agreement)]), new Dictionary<PanelId, PastStates<Panel>> { [Company.PanelId] = _panel }),
        new Supposition(Agreement, terms, version, appliesTo ?? (handoff => handoff.TermsVersion == terms.Version)));

    /// <summary>What the watch recorded isn't one, nor what came of the act before it.</summary>
    public bool IsAnAct(LeadEvent e) => e switch
    {
        FirstResponseMissed or CadenceMissed or RulingOverdue or ReminderGiven or BreachExcused => false,
        PersonalDataErased => false,
        LeadReturnedToMarketing { Cause: ReturnCause.RejectionUpheld } => false,
        ReviewReleased it => !Events.Any(other =>
            (other.Event is VoteCast vote && vote.Member == it.Member && vote.VotedAt == it.ReleasedAt)
            || (other.Event is MemberRecused aside && aside.Member == it.Member && aside.RecusedAt == it.ReleasedAt)),
        _ => true,
    };

    // Recorded a moment after it was decided, as the database does.
    private static RecordedAct Recorded(long position, LeadEvent e, Act act) => new(
        position,
        e,
        act.Actor,
        act.Role == Role.Watch ? null : act.Role,
        act.OccurredAt,
        act.Now.AddMilliseconds(7));
}

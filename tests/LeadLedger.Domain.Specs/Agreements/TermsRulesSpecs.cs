using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Agreements.Rules;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

/// <summary>Terms that contradict themselves are refused with the field and the rule.</summary>
public class TermsRulesSpecs
{
    [Fact]
    public void Each_broken_rule_is_refused_by_its_own_type_at_its_field()
    {
        Assert.All(BrokenTerms.All, broken =>
        {
            var refusal = Propose(broken.Terms).Refusal;
            Assert.Equal(broken.Refusal, refusal);
            Assert.Equal(broken.Refusal.Field, refusal!.Field);
        });
    }

    [Fact]
    public void No_refusal_of_terms_is_without_its_example()
    {
        var all = typeof(TermsRefusal).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(TermsRefusal)));
        var panels = new[] { typeof(PanelIsNotSeated), typeof(QuorumExceedsThePanel), typeof(ChairBelongsToAParty) };

        Assert.Empty(all.Except(BrokenTerms.All.Select(broken => broken.Refusal.GetType())).Except(panels));
    }

    [Fact]
    public void Figures_on_the_bounds_are_accepted() =>
        Assert.All(BrokenTerms.OnTheBounds, terms => Assert.Null(Propose(terms).Refusal));

    [Fact]
    public void Terms_may_leave_every_promise_out()
    {
        var bare = Offer with
        {
            Goal = null,
            MatrixLabels = null,
            ResponseTimes = [],
            Cadences = [],
            Criteria = [],
            ReasonCodes = [],
            Curve = null,
            Calendar = new BusinessCalendar("none", [], []),
            Review = null,
        };

        Assert.Null(Propose(bare, panel: null).Refusal);
    }

    [Fact]
    public void Where_several_rules_are_broken_the_first_is_the_refusal()
    {
        var allWrong = Offer with
        {
            TimeZone = "Mars/Olympus",
            EffectiveFrom = new Month(2026, 1),
            Goal = new Goal(GoalKind.Count, -1),
            Parties = new Parties([], [], []),
        };

        Assert.IsType<TimeZoneIsUnknown>(Propose(allWrong).Refusal);
        Assert.IsType<TermsTakeEffectInThePast>(Propose(allWrong with { TimeZone = "Europe/Berlin" }).Refusal);
        Assert.IsType<PartyIsEmpty>(
            Propose(allWrong with { TimeZone = "Europe/Berlin", EffectiveFrom = new Month(2026, 7) }).Refusal);
    }

    [Fact]
    public void A_review_needs_a_seated_panel_with_a_chair()
    {
        Propose(Offer, panel: null).ThenRefused(new PanelIsNotSeated());
        Propose(Offer, Judges with { Chair = null }).ThenRefused(new PanelIsNotSeated());
        Propose(Offer, Judges with { Id = new PanelId(Guid.Empty) }).ThenRefused(new PanelIsNotSeated());
    }

    [Fact]
    public void A_quorum_can_be_reached()
    {
        Assert.Null(Propose(Offer with { Review = Offer.Review! with { Quorum = 2 } }).Refusal);
        Propose(Offer with { Review = Offer.Review! with { Quorum = 3 } }).ThenRefused(new QuorumExceedsThePanel(2));
    }

    [Theory]
    [InlineData("mia")]
    [InlineData("sid")]
    public void The_chair_is_of_neither_party(string chair) =>
        Propose(Offer, Judges with { Chair = chair }).ThenRefused(new ChairBelongsToAParty());

    private static Decision<AgreementEvent> Propose(Terms terms) => Propose(terms, Judges);

    private static Decision<AgreementEvent> Propose(Terms terms, Panel? panel) => ProposeTerms.Decide(
        Given(Drafted),
        new ProposeTerms(terms, panel, By("ada", Role.Agreements, "2026-06-15T10:00Z")));
}

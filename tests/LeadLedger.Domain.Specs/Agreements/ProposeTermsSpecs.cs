using LeadLedger.Domain.Agreements;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

public class ProposeTermsSpecs
{
    private const string June = "2026-06-15T10:00Z";

    private static readonly Agreement? SignedForJuly =
        Given([Drafted, Proposed(Offer), .. Signed(1, "2026-06-30T22:00Z")]);

    [Fact]
    public void Terms_are_put_on_the_table() =>
        Propose(Given(Drafted), Offer, June).Then(new TermsProposed(Id, Offer, "ada", At(June)));

    [Fact]
    public void A_proposal_gets_the_next_version_number_whatever_it_says() =>
        Propose(SignedForJuly, August with { Version = 77 }, June)
            .Then(new TermsProposed(Id, August with { Version = 2 }, "ada", At(June)));

    [Fact]
    public void Nothing_is_proposed_to_an_agreement_that_is_not_there() =>
        Propose(null, Offer, June).ThenRefused(new AgreementIsUnknown());

    [Theory]
    [InlineData("mia", Role.Marketing)]
    [InlineData("sam", Role.Sales)]
    [InlineData("sid", Role.SalesManager)]
    public void Either_party_of_the_signed_terms_may_propose(string actor, Role role) =>
        Assert.IsType<TermsProposed>(Assert.Single(ProposeAs(actor, role, SignedForJuly).Events));

    [Theory]
    [InlineData("stranger", Role.Marketing)]
    [InlineData("carl", Role.Panel)]
    public void Nobody_else_may_propose(string actor, Role role) =>
        ProposeAs(actor, role, SignedForJuly).ThenRefused(new ProposingNeedsAParty());

    [Fact]
    public void Parties_of_terms_that_only_one_of_them_signed_may_not_propose() =>
        ProposeAs("mia", Role.Marketing, Given(Drafted, Proposed(Offer), Signed(1, "2026-06-30T22:00Z")[0]))
            .ThenRefused(new ProposingNeedsAParty());

    [Fact]
    public void The_time_zone_of_the_first_signed_terms_stays() =>
        Propose(SignedForJuly, August with { TimeZone = "Europe/Paris" }, June)
            .ThenRefused(new TimeZoneIsFixed("Europe/Berlin"));

    [Fact]
    public void The_currency_of_the_first_signed_terms_stays() =>
        Propose(SignedForJuly, August with { Currency = "USD" }, June).ThenRefused(new CurrencyIsFixed("EUR"));

    [Fact]
    public void Terms_that_nobody_signed_fix_nothing()
    {
        var elsewhere = August with { TimeZone = "America/New_York", Currency = "USD" };

        Propose(Given(Drafted, Proposed(Offer)), elsewhere, June)
            .Then(new TermsProposed(Id, elsewhere with { Version = 2 }, "ada", At(June)));
    }

    [Fact]
    public void First_terms_may_take_effect_in_the_current_month() =>
        Assert.Null(Propose(Given(Drafted), In(2026, 6), June).Refusal);

    [Fact]
    public void Nobody_proposes_regular_terms_for_the_past() =>
        Propose(Given(Drafted), In(2026, 5), June).ThenRefused(new TermsTakeEffectInThePast(new Month(2026, 6)));

    // Berlin is two hours ahead of UTC in summer.
    [Fact]
    public void The_current_month_is_that_of_the_agreements_time_zone()
    {
        Assert.Null(Propose(Given(Drafted), In(2026, 6), "2026-06-30T21:59:59.999999Z").Refusal);
        Propose(Given(Drafted), In(2026, 6), "2026-06-30T22:00Z")
            .ThenRefused(new TermsTakeEffectInThePast(new Month(2026, 7)));
    }

    [Fact]
    public void A_revision_takes_effect_after_the_current_month_once_terms_are_in_force() =>
        Propose(SignedForJuly, In(2026, 7), "2026-07-01T08:00Z")
            .ThenRefused(new RevisionTakesEffectInTheCurrentMonth(new Month(2026, 7)));

    [Fact]
    public void Until_signed_terms_are_in_force_others_may_still_come_before_or_instead_of_them()
    {
        Assert.Null(Propose(SignedForJuly, In(2026, 6), June).Refusal);
        Assert.Null(Propose(SignedForJuly, In(2026, 7), June).Refusal);
    }

    [Theory]
    [InlineData(1969, 12, true)]
    [InlineData(2036, 7, false)]
    public void Months_out_of_all_reach_are_refused(int year, int month, bool backfilled) =>
        Propose(Given(Drafted), In(year, month) with { Backfilled = backfilled }, June)
            .ThenRefused(new EffectiveMonthIsOutOfRange(new Month(1970, 1), new Month(2036, 6)));

    [Fact]
    public void A_month_that_was_never_given_is_refused() =>
        Propose(Given(Drafted), Offer with { EffectiveFrom = default }, June)
            .ThenRefused(new EffectiveMonthIsOutOfRange(new Month(1970, 1), new Month(2036, 6)));

    [Theory]
    [InlineData(1970, 1)]
    [InlineData(2016, 10)]
    [InlineData(2026, 6)]
    public void Backfilled_terms_are_for_past_months_and_the_current_one(int year, int month) =>
        Assert.Null(Propose(Given(Drafted), In(year, month) with { Backfilled = true }, June).Refusal);

    [Fact]
    public void Backfilled_terms_are_not_for_the_future() =>
        Propose(Given(Drafted), In(2026, 7) with { Backfilled = true }, June)
            .ThenRefused(new BackfilledTermsTakeEffectInTheFuture(new Month(2026, 6)));

    [Theory]
    [InlineData(2016, 10, "2026-06-15T10:00Z")]
    [InlineData(2026, 6, "2026-06-15T10:00Z")]
    [InlineData(2026, 6, "2026-08-15T10:00Z")]
    [InlineData(2026, 7, "2026-08-15T10:00Z")]
    public void Backfilled_terms_are_for_no_month_once_regular_ones_are_signed(int year, int month, string now) =>
        Propose(SignedForJuly, In(year, month) with { Backfilled = true }, now)
            .ThenRefused(new BackfilledTermsComeTooLate(At("2026-06-30T22:00Z")));

    private static Terms August => In(2026, 8);

    private static Terms In(int year, int month) => Offer with { EffectiveFrom = new Month(year, month) };

    private static Decision<AgreementEvent> Propose(Agreement? state, Terms terms, string now) =>
        ProposeTerms.Decide(state, new ProposeTerms(terms, Judges, By("ada", Role.Agreements, now)));

    private static Decision<AgreementEvent> ProposeAs(string actor, Role role, Agreement? state) =>
        ProposeTerms.Decide(state, new ProposeTerms(August, Judges, By(actor, role, June)));
}

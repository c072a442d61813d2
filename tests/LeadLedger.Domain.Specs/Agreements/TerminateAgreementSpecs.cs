using LeadLedger.Domain.Agreements;
using static LeadLedger.Domain.Specs.Agreements.EndingAgreement;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

/// <summary>An agreement's end: who may, why, and when at the earliest.</summary>
public class TerminateAgreementSpecs
{
    [Theory]
    [InlineData("mia", Role.Marketing, Party.Marketing)]
    [InlineData("sid", Role.SalesManager, Party.Sales)]
    [InlineData("ada", Role.Agreements, null)]
    public void Either_party_may_and_the_role_agreements_for_both(string actor, Role role, Party? party) =>
        Terminate(InForce(), September, actor, role).Then(Ended with { Party = party, TerminatedBy = actor });

    [Fact]
    public void Who_has_the_role_agreements_ends_it_for_both_even_if_they_are_of_a_party() =>
        Terminate(InForce(), September, "mia", Role.Agreements).Then(Ended with { Party = null });

    [Theory]
    [InlineData("stranger", Role.Marketing)]
    [InlineData("ada", Role.Marketing)]
    [InlineData("sam", Role.Sales)]
    public void Nobody_else_may(string actor, Role role) =>
        Terminate(InForce(), September, actor, role).ThenRefused(new TerminationNeedsAParty());

    [Fact]
    public void Sales_people_may_where_they_sign_for_sales()
    {
        var withoutManagers = WithNotice with { Parties = Offer.Parties with { SalesManagers = [] } };

        Terminate(InForce(withoutManagers), September, "sam", Role.Sales)
            .Then(Ended with { Party = Party.Sales, TerminatedBy = "sam" });
    }

    [Fact]
    public void There_has_to_be_an_agreement_with_terms_in_force()
    {
        Terminate(null, September).ThenRefused(new AgreementIsUnknown());
        Terminate(Given(Drafted), September, "ada", Role.Agreements).ThenRefused(new TerminationNeedsTermsInForce());
        Terminate(Given(Drafted, Proposed(Offer)), September).ThenRefused(new TerminationNeedsAParty());
        Terminate(InForce(), September, now: "2026-06-30T21:59:59.999999Z")
            .ThenRefused(new TerminationNeedsTermsInForce());
    }

    [Fact]
    public void Backfilled_terms_alone_are_nothing_to_end()
    {
        var backfilled = Offer with { Backfilled = true, EffectiveFrom = new Month(2016, 1) };
        var history = Given([Drafted, Proposed(backfilled), .. Signed(1, "2015-12-31T23:00Z")]);

        Terminate(history, September).ThenRefused(new TerminationNeedsTermsInForce());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    public void A_reason_is_given(string reason) =>
        Terminate(InForce(), September, reason: reason).ThenRefused(new TerminationNeedsAReason());

    [Fact]
    public void It_has_at_most_five_hundred_characters()
    {
        var longest = new string('x', 500);

        Terminate(InForce(), September, reason: longest).Then(Ended with { Reason = longest });
        Terminate(InForce(), September, reason: longest + "x").ThenRefused(new TerminationNeedsAReason());
    }

    // The day's own month counts: on 31 July at 23:59:59 in Berlin it is still July.
    [Theory]
    [InlineData("2026-07-31T21:59:59.999999Z", 2026, 9)]
    [InlineData("2026-07-31T22:00Z", 2026, 10)]
    [InlineData("2026-11-30T22:59:59Z", 2027, 1)]
    public void Notice_is_counted_from_the_current_month_of_the_agreements_time_zone(string now, int year, int month)
    {
        var earliest = new Month(year, month);

        Assert.Null(Terminate(InForce(), earliest, now: now).Refusal);
        Terminate(InForce(), earliest.AddMonths(-1), now: now).ThenRefused(new TerminationIsTooEarly(earliest));
    }

    [Fact]
    public void Without_a_word_on_notice_it_may_end_with_the_current_month()
    {
        var july = new Month(2026, 7);

        Terminate(InForce(Offer), july).Then(Ended with { EndsWith = july, EndsAt = At("2026-07-31T22:00Z") });
        Terminate(InForce(Offer), new Month(2026, 6)).ThenRefused(new TerminationIsTooEarly(july));
    }

    [Fact]
    public void The_notice_is_that_of_the_terms_in_force_and_not_of_those_to_come()
    {
        var august = WithNotice with { Version = 2, EffectiveFrom = new Month(2026, 8), Termination = new(12, null) };
        var revised = Given(
            [Drafted, Proposed(WithNotice), .. Signed(1, JulyFirst),
                Proposed(august), .. Signed(2, "2026-07-31T22:00Z")]);

        Terminate(revised, September).Then(Ended);
        Terminate(revised, September, now: "2026-08-01T10:00Z")
            .ThenRefused(new TerminationIsTooEarly(new Month(2027, 8)));
    }

    [Fact]
    public void A_triggered_month_does_away_with_the_notice_but_not_with_the_month_that_has_begun()
    {
        var (june, july) = (new Month(2026, 6), new Month(2026, 7));

        Terminate(InForce(), july, triggeredIn: june, triggered: true)
            .Then(Ended with { EndsWith = july, EndsAt = At("2026-07-31T22:00Z"), TriggeredIn = june });
        Terminate(InForce(), june, triggeredIn: june, triggered: true).ThenRefused(new TerminationIsTooEarly(july));
    }

    [Fact]
    public void A_month_in_which_nothing_triggered_is_no_ground() =>
        Terminate(InForce(), September, triggeredIn: new Month(2026, 6))
            .ThenRefused(new NothingTriggeredIn(new Month(2026, 6)));

    [Fact]
    public void A_trigger_that_nobody_names_is_not_used() =>
        Terminate(InForce(), new Month(2026, 7), triggered: true).ThenRefused(new TerminationIsTooEarly(September));

    [Theory]
    [InlineData(2036, 7, true)]
    [InlineData(2036, 8, false)]
    [InlineData(9999, 12, false)]
    public void It_ends_within_ten_years(int year, int month, bool accepted)
    {
        var decision = Terminate(InForce(), new Month(year, month));

        if (accepted)
            Assert.Null(decision.Refusal);
        else
            decision.ThenRefused(new TerminationIsTooFarAhead(new Month(2036, 7)));
    }
}

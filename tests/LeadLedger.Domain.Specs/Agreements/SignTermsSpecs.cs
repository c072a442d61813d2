using LeadLedger.Domain.Agreements;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

public class SignTermsSpecs
{
    private const string June = "2026-06-15T10:00Z";
    private static readonly TermsSigned ByMarketing = new(Id, 1, Party.Marketing, "mia", At(June), null);

    [Fact]
    public void The_first_signature_puts_nothing_in_force() =>
        Sign(Given(Drafted, Proposed(Offer)), "mia").Then(ByMarketing);

    [Fact]
    public void The_second_signature_puts_terms_in_force_from_the_start_of_their_month() =>
        Sign(Given(Drafted, Proposed(Offer), ByMarketing), "sid")
            .Then(new TermsSigned(Id, 1, Party.Sales, "sid", At(June), At("2026-06-30T22:00Z")));

    [Fact]
    public void Sales_may_be_the_first_to_sign()
    {
        var bySales = new TermsSigned(Id, 1, Party.Sales, "sid", At(June), null);

        Sign(Given(Drafted, Proposed(Offer)), "sid").Then(bySales);
        Sign(Given(Drafted, Proposed(Offer), bySales), "max")
            .Then(new TermsSigned(Id, 1, Party.Marketing, "max", At(June), At("2026-06-30T22:00Z")));
    }

    [Fact]
    public void First_terms_for_the_current_month_are_in_force_from_the_second_signature() =>
        Sign(Given(Drafted, Proposed(In(2026, 6)), ByMarketing), "sid")
            .Then(new TermsSigned(Id, 1, Party.Sales, "sid", At(June), At(June)));

    [Fact]
    public void Backfilled_terms_are_in_force_from_the_start_of_their_month_however_late_they_are_signed() =>
        Sign(Given(Drafted, Proposed(In(2016, 10) with { Backfilled = true }), ByMarketing), "sid")
            .Then(new TermsSigned(Id, 1, Party.Sales, "sid", At(June), At("2016-09-30T22:00Z")));

    [Fact]
    public void Nothing_is_signed_that_is_not_there()
    {
        Sign(null, "mia").ThenRefused(new AgreementIsUnknown());
        Sign(Given(Drafted, Proposed(Offer)), "mia", version: 2).ThenRefused(new TermsVersionIsUnknown(2));
        Sign(Given(Drafted, Proposed(Offer)), "mia", version: 0).ThenRefused(new TermsVersionIsUnknown(0));
    }

    [Theory]
    [InlineData("stranger")]
    [InlineData("ada")]
    [InlineData("sam")]
    public void Only_marketing_and_sales_managers_sign(string actor) =>
        Sign(Given(Drafted, Proposed(Offer)), actor).ThenRefused(new SignerIsNoParty(1));

    [Fact]
    public void Sales_people_sign_where_there_are_no_managers()
    {
        var withoutManagers = Offer with { Parties = Offer.Parties with { SalesManagers = [] } };

        Sign(Given(Drafted, Proposed(withoutManagers)), "sam")
            .Then(new TermsSigned(Id, 1, Party.Sales, "sam", At(June), null));
    }

    [Theory]
    [InlineData("mia")]
    [InlineData("max")]
    public void A_party_signs_once_whoever_does_it(string actor) =>
        Sign(Given(Drafted, Proposed(Offer), ByMarketing), actor)
            .ThenRefused(new PartySignedAlready(1, Party.Marketing));

    [Fact]
    public void A_signed_version_is_not_signed_again() =>
        Sign(Given([Drafted, Proposed(Offer), .. Signed(1, "2026-06-30T22:00Z")]), "sid")
            .ThenRefused(new PartySignedAlready(1, Party.Sales));

    [Fact]
    public void Nobody_signs_into_the_past()
    {
        var proposed = Given(Drafted, Proposed(In(2026, 6)), ByMarketing);

        Assert.Null(Sign(proposed, "sid", "2026-06-30T21:59:59Z").Refusal);
        Sign(proposed, "sid", "2026-06-30T22:00Z")
            .ThenRefused(new TermsComeTooLateToBeSigned(1, new Month(2026, 6), new Month(2026, 7)));
    }

    [Fact]
    public void A_revision_is_signed_before_its_month_begins()
    {
        var revised = Given(
            [Drafted, Proposed(Offer), .. Signed(1, "2026-06-30T22:00Z"), Proposed(In(2026, 8) with { Version = 2 })]);

        Assert.Null(Sign(revised, "mia", "2026-07-31T21:59:59Z", version: 2).Refusal);
        Sign(revised, "mia", "2026-07-31T22:00Z", version: 2)
            .ThenRefused(new TermsComeTooLateToBeSigned(2, new Month(2026, 8), new Month(2026, 8)));
    }

    [Fact]
    public void A_version_is_not_signed_after_a_newer_one_for_the_same_month()
    {
        var replaced = Given(
            [Drafted, Proposed(Offer), Proposed(Offer with { Version = 2 }), .. Signed(2, "2026-06-30T22:00Z")]);

        Sign(replaced, "mia").ThenRefused(new TermsWereReplaced(1, 2));
    }

    [Fact]
    public void What_another_version_fixed_in_the_meantime_holds_at_signing_too()
    {
        var other = Offer with { Version = 2, EffectiveFrom = new Month(2026, 8) };
        var signed = Signed(2, "2026-07-31T22:00Z");

        Sign(Given([Drafted, Proposed(Offer with { TimeZone = "Europe/Paris" }), Proposed(other), .. signed]), "mia")
            .ThenRefused(new TimeZoneIsFixed("Europe/Berlin"));
        Sign(Given([Drafted, Proposed(Offer with { Currency = "USD" }), Proposed(other), .. signed]), "mia")
            .ThenRefused(new CurrencyIsFixed("EUR"));
    }

    [Theory]
    [InlineData(1970, 1)]
    [InlineData(2016, 10)]
    [InlineData(2026, 6)]
    public void Backfilled_terms_are_not_signed_once_regular_ones_are(int year, int month)
    {
        var backfilled = In(year, month) with { Version = 2, Backfilled = true };
        var regularFromTheStart = Given(
            [Drafted, Proposed(In(2026, 6)), Proposed(backfilled), .. Signed(1, "2026-05-31T22:00Z")]);

        Sign(regularFromTheStart, "mia", version: 2)
            .ThenRefused(new BackfilledTermsComeTooLate(At("2026-05-31T22:00Z")));
    }

    [Fact]
    public void Nor_is_their_second_signature_given_then()
    {
        var backfilled = In(2016, 10) with { Version = 2, Backfilled = true };
        var half = Given(
            [
                Drafted, Proposed(In(2026, 6)), Proposed(backfilled), ByMarketing with { TermsVersion = 2 },
                .. Signed(1, "2026-05-31T22:00Z"),
            ]);

        Sign(half, "sid", version: 2).ThenRefused(new BackfilledTermsComeTooLate(At("2026-05-31T22:00Z")));
    }

    [Fact]
    public void Backfilled_terms_are_signed_while_regular_ones_have_one_signature_only()
    {
        var backfilled = In(2016, 10) with { Version = 2, Backfilled = true };

        Assert.Null(
            Sign(Given(Drafted, Proposed(In(2026, 6)), Proposed(backfilled), ByMarketing), "mia", version: 2).Refusal);
    }

    private static Terms In(int year, int month) => Offer with { EffectiveFrom = new Month(year, month) };

    private static Decision<AgreementEvent> Sign(Agreement? state, string actor, string now = June, int version = 1) =>
        SignTerms.Decide(state, new SignTerms(version, By(actor, Role.Marketing, now)));
}

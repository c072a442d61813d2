using LeadLedger.Domain.Agreements;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

public class TermsInForceSpecs
{
    private const string JulyFirst = "2026-06-30T22:00Z";
    private const string AugustFirst = "2026-07-31T22:00Z";

    // Backfilled for 2016 and for May 2026; regular for July and August.
    private static readonly Agreement Agreement = Given(
    [
        Drafted,
        Proposed(Version(1, 2016, 10, backfilled: true)), .. Signed(1, "2016-09-30T22:00Z"),
        Proposed(Version(2, 2026, 7)), .. Signed(2, JulyFirst),
        Proposed(Version(3, 2026, 8)), .. Signed(3, AugustFirst),
        Proposed(Version(4, 2026, 5, backfilled: true)), .. Signed(4, "2026-04-30T22:00Z"),
        Proposed(Version(5, 2026, 7)), Signed(5, JulyFirst)[0],
    ])!;

    [Theory]
    [InlineData("2016-09-30T21:59:59.999999Z", null)]
    [InlineData("2016-09-30T22:00Z", 1)]
    [InlineData("2026-04-30T21:59:59.999999Z", 1)]
    [InlineData("2026-04-30T22:00Z", 4)]
    [InlineData("2026-06-30T21:59:59.999999Z", 4)]
    [InlineData(JulyFirst, 2)]
    [InlineData("2026-07-31T21:59:59.999999Z", 2)]
    [InlineData(AugustFirst, 3)]
    [InlineData("2030-01-01T00:00Z", 3)]
    public void Imported_history_has_backfilled_terms_until_regular_ones_begin(string at, int? version) =>
        Assert.Equal(version, Agreement.TermsInForceAt(At(at), imported: true)?.Version);

    [Theory]
    [InlineData("2016-10-15T00:00Z", null)]
    [InlineData("2026-06-30T21:59:59.999999Z", null)]
    [InlineData(JulyFirst, 2)]
    [InlineData("2026-07-31T21:59:59.999999Z", 2)]
    [InlineData(AugustFirst, 3)]
    [InlineData("2030-01-01T00:00Z", 3)]
    public void A_witnessed_handoff_has_only_regular_terms(string at, int? version) =>
        Assert.Equal(version, Agreement.TermsInForceAt(At(at), imported: false)?.Version);

    [Fact]
    public void Without_regular_terms_backfilled_ones_run_on()
    {
        var imported = Given(
            [Drafted, Proposed(Version(1, 2016, 10, backfilled: true)), .. Signed(1, "2016-09-30T22:00Z")])!;

        Assert.Equal(1, imported.TermsInForceAt(At("2030-01-01T00:00Z"), imported: true)?.Version);
        Assert.Null(imported.TermsInForceAt(At("2030-01-01T00:00Z"), imported: false));
    }

    [Fact]
    public void The_newer_of_two_versions_for_one_month_replaces_the_older()
    {
        var replaced = Given(
        [
            Drafted,
            Proposed(Version(1, 2026, 7)), .. Signed(1, JulyFirst),
            Proposed(Version(2, 2026, 7)), .. Signed(2, JulyFirst),
        ])!;

        Assert.Equal(2, replaced.TermsInForceAt(At(JulyFirst), imported: false)?.Version);
    }

    [Fact]
    public void A_version_signed_later_for_an_earlier_month_ends_where_the_other_begins()
    {
        var crossed = Given(
        [
            Drafted,
            Proposed(Version(1, 2026, 8)), .. Signed(1, AugustFirst),
            Proposed(Version(2, 2026, 7)), .. Signed(2, JulyFirst),
        ])!;

        Assert.Equal(2, crossed.TermsInForceAt(At(JulyFirst), imported: false)?.Version);
        Assert.Equal(1, crossed.TermsInForceAt(At(AugustFirst), imported: false)?.Version);
    }

    [Fact]
    public void Versions_are_found_by_number_signed_or_not()
    {
        Assert.Equal(5, Agreement.TermsOf(5)?.Version);
        Assert.Null(Agreement.TermsOf(0));
        Assert.Null(Agreement.TermsOf(6));
    }

    [Fact]
    public void Members_are_those_of_the_terms_in_force_now()
    {
        var signed = Given(
        [
            Drafted,
            Proposed(Version(1, 2026, 7)), .. Signed(1, JulyFirst),
            Proposed(Version(2, 2026, 8) with { Parties = new Parties(["new"], ["sam"], []) }),
            .. Signed(2, AugustFirst),
        ])!;

        Assert.True(signed.PartiesAt(At("2026-07-15T00:00Z"))!.IsMarketing("mia"));
        Assert.True(signed.PartiesAt(At(AugustFirst))!.IsMarketing("new"));
        Assert.False(signed.PartiesAt(At(AugustFirst))!.IsMarketing("mia"));
    }

    [Fact]
    public void While_only_backfilled_terms_are_signed_the_newest_of_them_names_the_members()
    {
        var imported = Given(
        [
            Drafted,
            Proposed(Version(1, 2016, 10, backfilled: true)), .. Signed(1, "2016-09-30T22:00Z"),
            Proposed(Version(2, 2015, 1, backfilled: true) with { Parties = new Parties(["new"], ["sam"], []) }),
            .. Signed(2, "2014-12-31T23:00Z"),
            Proposed(Version(3, 2026, 9)),
        ])!;

        Assert.True(imported.PartiesAt(At(JulyFirst))!.IsMarketing("new"));
    }

    [Fact]
    public void Nobody_is_a_member_before_anything_is_signed() =>
        Assert.Null(Given(Drafted, Proposed(Offer), Signed(1, JulyFirst)[0])!.PartiesAt(At(JulyFirst)));

    [Fact]
    public void Sales_managers_may_do_all_that_sales_may()
    {
        var parties = Offer.Parties;

        Assert.True(parties.IsSales("sid") && parties.IsSalesManager("sid") && parties.IsMember("sid"));
        Assert.True(parties.IsSales("sam") && !parties.IsSalesManager("sam") && parties.IsMember("sam"));
        Assert.True(parties.IsMember("mia") && !parties.IsSales("mia"));
        Assert.False(parties.IsMember("Mia"));
    }

    [Fact]
    public void An_event_that_is_not_known_or_cannot_follow_is_not_swallowed()
    {
        Assert.Throws<ArgumentException>(() => Agreement.Evolve(Agreement, new AgreementForgotten()));
        Assert.Throws<ArgumentException>(() => Agreement.Evolve(Agreement, Drafted));
        Assert.Throws<ArgumentException>(() => Agreement.Evolve(null, Proposed(Offer)));
    }

    private static Terms Version(int version, int year, int month, bool backfilled = false) =>
        Offer with { Version = version, EffectiveFrom = new Month(year, month), Backfilled = backfilled };

    private sealed record AgreementForgotten : AgreementEvent;
}

using LeadLedger.Domain.Agreements;
using static LeadLedger.Domain.Specs.Agreements.EndingAgreement;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

/// <summary>What there is of an agreement that has been terminated: up to its end, and afterwards.</summary>
public class TerminatedAgreementSpecs
{
    [Theory]
    [InlineData("mia", Role.Marketing)]
    [InlineData("sid", Role.SalesManager)]
    [InlineData("ada", Role.Agreements)]
    public void It_is_ended_once(string actor, Role role)
    {
        Terminate(Over(), new Month(2026, 12), actor, role).ThenRefused(new AgreementIsTerminated(September));
        Terminate(Over(), new Month(2027, 12), actor, role, now: "2027-01-01T00:00Z")
            .ThenRefused(new AgreementIsTerminated(September));
    }

    [Fact]
    public void Nothing_more_is_proposed_or_signed()
    {
        var revision = Offer with { Version = 2, EffectiveFrom = new Month(2026, 8) };
        var half = Over(Proposed(revision), Signed(2, JulyFirst)[0]);

        ProposeTerms.Decide(Over(), new(revision, Judges, By("ada", Role.Agreements, InJuly)))
            .ThenRefused(new AgreementIsTerminated(September));
        SignTerms.Decide(half, new(2, By("sid", Role.SalesManager, InJuly)))
            .ThenRefused(new AgreementIsTerminated(September));
        SignTerms.Decide(half, new(2, By("stranger", Role.Sales, InJuly))).ThenRefused(new SignerIsNoParty(2));
    }

    [Theory]
    [InlineData("2026-06-30T21:59:59.999999Z", null)]
    [InlineData(JulyFirst, 1)]
    [InlineData("2026-09-30T21:59:59.999999Z", 1)]
    [InlineData(OctoberFirst, null)]
    [InlineData("2030-01-01T00:00Z", null)]
    public void Its_terms_are_in_force_up_to_its_end(string at, int? version) =>
        Assert.Equal(version, Over().TermsInForceAt(At(at), imported: false)?.Version);

    [Fact]
    public void A_version_that_was_to_begin_after_the_end_never_does()
    {
        var november = WithNotice with { Version = 2, EffectiveFrom = new Month(2026, 11) };
        var over = Given(
            [Drafted, Proposed(WithNotice), .. Signed(1, JulyFirst), Proposed(november),
                .. Signed(2, "2026-10-31T23:00Z"), Ended])!;

        Assert.Null(over.TermsInForceAt(At("2026-12-01T00:00Z"), imported: false));
        Assert.Null(over.TermsInForceIn(new Month(2026, 12)));
    }

    [Fact]
    public void History_before_the_end_is_imported_as_before_and_none_after_it()
    {
        var backfilled = Offer with { Backfilled = true, EffectiveFrom = new Month(2016, 1) };
        var over = Given(
            [Drafted, Proposed(backfilled), .. Signed(1, "2015-12-31T23:00Z"),
                Proposed(WithNotice with { Version = 2 }), .. Signed(2, JulyFirst), Ended])!;

        Assert.Equal(1, over.TermsInForceAt(At("2020-01-01T00:00Z"), imported: true)?.Version);
        Assert.Equal(2, over.TermsInForceAt(At("2026-09-30T21:59Z"), imported: true)?.Version);
        Assert.Null(over.TermsInForceAt(At(OctoberFirst), imported: true));
    }

    [Fact]
    public void Months_have_a_goal_up_to_its_last_one()
    {
        Assert.Equal(1, Over().TermsInForceIn(September)?.Version);
        Assert.Null(Over().TermsInForceIn(new Month(2026, 10)));
    }

    [Fact]
    public void Its_last_people_stay_its_people()
    {
        var october = WithNotice with
        {
            Version = 2,
            EffectiveFrom = new Month(2026, 10),
            Parties = new Parties(["new"], ["sam"], []),
        };
        var over = Given(
            [Drafted, Proposed(WithNotice), .. Signed(1, JulyFirst),
                Proposed(october), .. Signed(2, OctoberFirst), Ended])!;

        Assert.True(over.PartiesAt(At("2026-09-30T21:59Z"))!.IsMarketing("mia"));
        Assert.True(over.PartiesAt(At(OctoberFirst))!.IsMarketing("mia"));
        Assert.True(over.PartiesAt(At("2030-01-01T00:00Z"))!.IsMarketing("mia"));
    }
}

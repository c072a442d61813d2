using LeadLedger.Domain.Agreements;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

public class DraftAgreementSpecs
{
    private static readonly DraftAgreement Draft =
        new(Id, "Enterprise 2026", "Enterprise", By("ada", Role.Agreements, "2026-05-20T09:00Z"));

    [Fact]
    public void An_agreement_is_drafted() => DraftAgreement.Decide(null, Draft).Then(Drafted);

    [Theory]
    [InlineData(Role.Marketing)]
    [InlineData(Role.SalesManager)]
    [InlineData(Role.Importer)]
    [InlineData(Role.Operator)]
    public void Nobody_drafts_without_the_role_agreements(Role role) =>
        DraftAgreement.Decide(null, Draft with { Act = Draft.Act with { Role = role } })
            .ThenRefused(new DraftingNeedsTheAgreementsRole());

    [Fact]
    public void An_agreement_is_not_drafted_twice() =>
        DraftAgreement.Decide(Given(Drafted), Draft).ThenRefused(new AgreementExistsAlready());

    [Theory]
    [InlineData("")]
    [InlineData(" \t")]
    [InlineData(201)]
    public void An_agreement_needs_a_name_and_a_sales_team(object text)
    {
        var wrong = text as string ?? new string('x', (int)text);

        DraftAgreement.Decide(null, Draft with { Name = wrong }).ThenRefused(new AgreementNeedsAName());
        DraftAgreement.Decide(null, Draft with { SalesTeam = wrong }).ThenRefused(new AgreementNeedsASalesTeam());
    }

    [Fact]
    public void Two_hundred_characters_are_a_name()
    {
        var name = new string('x', 200);

        DraftAgreement.Decide(null, Draft with { Name = name }).Then(Drafted with { Name = name });
    }
}

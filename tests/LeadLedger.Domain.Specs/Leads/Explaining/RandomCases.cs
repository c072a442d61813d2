using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Explaining;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Specs.Leads.Explaining;

/// <summary>A random life as a ledger would hold it: the streams of its lead, agreement and panel.</summary>
internal sealed class RandomCases
{
    private readonly List<Placed<LeadEvent>> lead = [];
    private readonly List<Placed<AgreementEvent>> agreement = [];
    private readonly List<Placed<PanelEvent>> panel = [];
    private DateTimeOffset asOf;
    private long position = 1;

    private RandomCases(IReadOnlyList<Moment> life)
    {
        asOf = life[0].Act.Now;
        Agreed(life[0].Before.Agreement);
        var seated = new Panel(Company.PanelId, "The judges", [], null);
        Place(panel, new PanelSeated(seated.Id, seated.Name, "lex", asOf));
        foreach (var moment in life)
        {
            asOf = moment.Act.Now;
            Seated(seated, moment.Before.Panel);
            seated = moment.Before.Panel;
            foreach (var evt in moment.Decision.Events)
                Place(lead, evt, moment.Act.Actor, moment.Act.IsImport);
        }
    }

    /// <summary>Each case of a life.</summary>
    public static IEnumerable<CaseRecord> Of(int seed, int commands)
    {
        var made = new RandomCases(RandomLife.Of(seed, commands));
        return made.lead.Select(placed => placed.Event).OfType<LeadRejected>()
            .Select(rejection => new CaseRecord(rejection.Case, made.lead, made.agreement, made.panel, made.asOf));
    }

    private void Agreed(Agreement it)
    {
        Place(agreement, new AgreementDrafted(it.Id, it.Name, it.SalesTeam, "lex", asOf));
        foreach (var version in it.Versions)
        {
            Place(agreement, new TermsProposed(it.Id, version.Terms, "lex", asOf));
            Place(agreement, new TermsSigned(
                it.Id, version.Terms.Version, Party.Marketing, People.Mia, asOf, version.InForceFrom));
        }
    }

    private void Seated(Panel before, Panel after)
    {
        var id = after.Id;
        foreach (var member in after.Members.Where(member => before.MemberOf(member.Subject) is null))
            Place(panel, new MemberSeated(id, member.Subject, member.Function, "lex", asOf));
        foreach (var member in before.Members.Where(member => after.MemberOf(member.Subject) is null))
            Place(panel, new MemberLeft(id, member.Subject, "lex", asOf));
        if (after.Chair is { } chair && chair != before.Chair)
            Place(panel, new ChairAppointed(id, chair, "lex", asOf));
        if (!ReferenceEquals(after.Rota, before.Rota))
            Place(panel, new RotaChanged(id, after.Rota, "lex", asOf));
    }

    private void Place<TEvent>(List<Placed<TEvent>> stream, TEvent evt, string actor = "lex", bool imported = false)
        where TEvent : class
    {
        stream.Add(new(position, asOf, actor, imported, evt));
        position += 1 + (position % 3);
    }
}

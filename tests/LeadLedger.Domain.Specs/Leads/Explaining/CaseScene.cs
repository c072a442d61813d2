using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Explaining;
using LeadLedger.Domain.Panels;
using LeadLedger.Domain.Time;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads.Explaining;

/// <summary>
/// A ledger in which an agreement, a panel and one lead stand: the agreement from position 11 on, the panel from 21,
/// and what follows from 101, with a hole after each step as other streams make them.
/// </summary>
internal sealed class CaseScene
{
    private readonly List<Placed<LeadEvent>> lead = [];
    private readonly List<Placed<AgreementEvent>> agreement = [];
    private readonly List<Placed<PanelEvent>> panel = [];
    private long position = 11;

    private CaseScene(params Terms[] versions)
    {
        Terms = versions[0];
        Agreed("02-01 10:00", new AgreementDrafted(
            Company.AgreementId, "Enterprise", "enterprise", "lex", T("02-01 10:00")));
        foreach (var terms in versions)
        {
            Agreed("02-02 10:00", new TermsProposed(Company.AgreementId, terms, "lex", T("02-02 10:00")));
            Agreed("02-03 10:00", new TermsSigned(
                Company.AgreementId, terms.Version, Party.Marketing, Mia, T("02-03 10:00"), null));
            Agreed("02-04 10:00", new TermsSigned(
                Company.AgreementId, terms.Version, Party.Sales, Max, T("02-04 10:00"),
                LocalTime.StartOfMonth(terms.EffectiveFrom, terms.TimeZone)));
        }
        position = 21;
        Seated("02-05 10:00", new PanelSeated(Company.PanelId, "The judges", "lex", T("02-05 10:00")));
        foreach (var member in Company.Panel.Members)
        {
            Seated("02-05 10:00", new MemberSeated(
                Company.PanelId, member.Subject, member.Function, "lex", T("02-05 10:00")));
        }
        Seated("02-05 10:00", new ChairAppointed(Company.PanelId, Carl, "lex", T("02-05 10:00")));
        position = 101;
    }

    public Terms Terms { get; }

    /// <summary>Every position that was given out.</summary>
    public IEnumerable<long> Positions =>
        [
            .. lead.Select(placed => placed.Position),
            .. agreement.Select(placed => placed.Position),
            .. panel.Select(placed => placed.Position),
        ];

    public static CaseScene Under(params Terms[] versions) => new(versions);

    /// <summary>Things happen to the lead, and are recorded at an instant.</summary>
    public CaseScene Then(string recordedAt, params IEnumerable<LeadEvent> events) =>
        Record(T(recordedAt), "somebody", false, events);

    /// <summary>Ida brings them in, in June.</summary>
    public CaseScene BroughtIn(params IEnumerable<LeadEvent> events) =>
        Record(T("06-01 12:00"), Ida, true, events);

    /// <summary>Something happens to the panel.</summary>
    public CaseScene Seated(string at, PanelEvent evt)
    {
        panel.Add(new(position++, T(at), "lex", false, evt));
        return this;
    }

    public CaseRecord Of(int number, string asOf) => new(number, lead, agreement, panel, T(asOf));

    public CaseScene Record(DateTimeOffset at, string actor, bool imported, IEnumerable<LeadEvent> events)
    {
        foreach (var evt in events)
            lead.Add(new(position++, at, actor, imported, evt));
        position += 2;
        return this;
    }

    private void Agreed(string at, AgreementEvent evt) => agreement.Add(new(position++, T(at), "lex", false, evt));
}

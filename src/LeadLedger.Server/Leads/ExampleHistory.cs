using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using LeadLedger.EventStore;
using LeadLedger.Server.Access;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Audit.Replaying;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Panels;
using LeadLedger.Server.Reviews;

namespace LeadLedger.Server.Leads;

/// <summary>
/// A lead's life for the OpenAPI document, made by the same decisions as every other: an example can't show what the
/// ledger wouldn't say.
/// </summary>
internal static class ExampleHistory
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static readonly LeadId LeadId = new(new Guid("0197f3a0-0000-8000-8000-00000000b001"));

    private static readonly Agreement Agreement = MakeAgreement();

    internal static readonly Panel Panel = new(
        PanelExamples.Id, PanelExamples.Seating.Name, PanelExamples.Seating.Members, PanelExamples.Seating.Chair);

    /// <summary>The lead as a member of marketing sees it before the ruling.</summary>
    public static SeenLead Seen { get; } = MakeSeen("mira");

    public static LeadFile File { get; } = LeadFile.Of(Seen);

    public static CaseFile Case { get; } = CaseFile.Of(
        Seen,
        ((Lead.UnderReview)Seen.Present).Case,
        new CaseSurroundings(
            Panel, "grace", Start.AddMinutes(3000), [ReviewExamples.Precedent], ReviewExamples.SourceRecord));

    /// <summary>The events as a member of marketing sees them before the ruling.</summary>
    public static IReadOnlyList<EventRepresentation> Events { get; } =
        [.. Seen.History.Steps.Select(step => EventRepresentation.Of(step.Recorded, step.Event, Seen.Disclosure))];

    public static LeadDeadlines Deadlines { get; } = ReadLeadDeadlinesEndpoint.Explain(Seen, Start.AddDays(3));

    public static LeadReplay Replay { get; } =
        LeadReplay.Of(Seen.History, ReplayBound.All with { Version = 2 }, Seen.Disclosure);

    internal static IReadOnlyList<AgreementEvent> AgreementEvents => MakeAgreementEvents();

    private static Agreement MakeAgreement() =>
        MakeAgreementEvents().Aggregate((Agreement?)null, Agreement.Evolve)!;

    private static AgreementEvent[] MakeAgreementEvents()
    {
        var signed = AgreementExamples.Signed;
        return
        [
            new AgreementDrafted(AgreementExamples.Id, "Enterprise 2026", "enterprise-emea", "lex", Start.AddDays(-20)),
            new TermsProposed(AgreementExamples.Id, signed.Terms, "lex", Start.AddDays(-19)),
            .. signed.Signatures.Select((signature, given) => new TermsSigned(
                AgreementExamples.Id, 1, signature.Party, signature.SignedBy, signature.SignedAt,
                given == signed.Signatures.Count - 1 ? signed.InForceFrom : null)),
        ];
    }

    private static SeenLead MakeSeen(string reader)
    {
        var steps = new List<LeadStep>();
        var lead = StreamKinds.Lead.Initial;
        Do("mia", Role.Marketing, 0, (state, act) => HandOffLead.Decide(state, Agreement, HandOff(act)));
        Do("ada", Role.Sales, 3, (state, act) => AttemptContact.Decide(
            state, Agreement, new(Channel.Phone, AttemptOutcome.Voicemail, PersonalText.Of("Left my number."), act)));
        Do("ada", Role.Sales, 2880, (state, act) => RejectLead.Decide(
            state, Agreement, new("no-budget", "budget", PersonalText.Of("They say there is no money this year."),
                act)));
        Do("sam", Role.Panel, 2940, (state, act) => ClaimReview.Decide(state, Agreement, Panel, new(1, act)));
        Do("sam", Role.Panel, 2955, (state, act) => CastVote.Decide(
            state, Agreement, Panel, new(1, Verdict.Upheld, PersonalText.Of("Nobody had asked for the budget."), 1, act)));
        var present = (Lead.Existing)lead;
        return new SeenLead(
            new LeadHistory(present, steps.Count, steps, IsErased: false),
            Agreement,
            Disclosure.Of(reader, seesPerson: true, present, Agreement, [Panel], Start.AddMinutes(3000)),
            Case: 1);

        void Do(string actor, Role role, int minute, Func<Lead, Act, Decision<LeadEvent>> decide)
        {
            var at = Start.AddMinutes(minute);
            var decision = decide(lead, new Act(actor, role, actor, at, at));
            foreach (var evt in decision.Events)
            {
                var before = lead;
                lead = StreamKinds.Lead.Evolve(lead, evt);
                steps.Add(new LeadStep(Record(evt, steps.Count + 1, actor, role, at), evt, before, lead));
            }
        }
    }

    private static RecordedEvent Record(LeadEvent evt, int version, string actor, Role role, DateTimeOffset at) => new(
        Identity.EventOf(actor, LeadId.Value, "example", version),
        LeadId.Value,
        version,
        4700 + version,
        EventCatalog.Alias(evt),
        ReadOnlyMemory<byte>.Empty,
        at.AddMilliseconds(12),
        new EventMetadata(actor, role.Code(), at, CorrelationId: "4bf92f3577b34da6a3ce929d0e0e4736"));

    private static HandOffLead HandOff(Act act)
    {
        var request = LeadExamples.HandOff;
        var person = new Person(
            request.Person!.Name, request.Person.Email, request.Person.Phone, request.Person.Company,
            request.SourceSystem, request.ExternalReference);
        return new(LeadId, person, request.Details(), act);
    }
}

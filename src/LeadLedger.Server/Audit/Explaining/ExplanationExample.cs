using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Explaining;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Panels;

namespace LeadLedger.Server.Audit.Explaining;

/// <summary>
/// An explanation for the OpenAPI document: of the example's life, ruled on by the same decisions as every other.
/// </summary>
internal static class ExplanationExample
{
    private static readonly DateTimeOffset Ruled = new(2026, 3, 4, 11, 10, 0, TimeSpan.Zero);

    private static readonly RejectionExplanation Explanation = RejectionExplanation.Of(
        new CaseRecord(1, Lead(), Agreement(), Panel(), Ruled.AddDays(2)),
        new CaseReader(_ => true, SeesPerson: true))!;

    public static RejectionExplained Json { get; } = RejectionExplained.Of(Explanation, seesPerson: true);

    public static string Prose { get; } = PrintedExplanation.Of(Explanation);

    private static List<Placed<LeadEvent>> Lead()
    {
        var placed = CaseRecords.Of(ExampleHistory.Seen.History).ToList();
        Lead state = ExampleHistory.Seen.Present;
        var (agreement, panel) = (ExampleHistory.Seen.Agreement, ExampleHistory.Panel);
        Do(-9, act => ClaimReview.Decide(state, agreement, panel, new(1, act)));
        Do(-2, act => CastVote.Decide(
            state, agreement, panel, new(1, Verdict.Upheld, PersonalText.Of("The mail says so."), null, act)));
        Do(0, act => IssueRuling.Decide(state, agreement, panel, Ruling(act)));
        return placed;

        void Do(int minute, Func<Act, Decision<LeadEvent>> decide)
        {
            var at = Ruled.AddMinutes(minute);
            foreach (var evt in decide(new Act("grace", Role.Panel, "grace", at, at)).Events)
            {
                state = Domain.Leads.Lead.Evolve(state, evt);
                placed.Add(new(placed[^1].Position + 1, at, "grace", false, evt));
            }
        }
    }

    private static IssueRuling Ruling(Act act) => new(
        1,
        Verdict.Upheld,
        RootCause.Qualification,
        PersonalText.Of("Nobody had asked for the budget before the handoff."),
        null,
        new NextStep(PersonalText.Of("Ask for the budget in the form."), "mia", Ruled.AddDays(7)),
        null,
        null,
        act);

    private static List<Placed<AgreementEvent>> Agreement() =>
        Place(ExampleHistory.AgreementEvents, 4601, Ruled.AddDays(-20));

    private static List<Placed<PanelEvent>> Panel()
    {
        var (panel, at) = (ExampleHistory.Panel, Ruled.AddDays(-30));
        return Place<PanelEvent>(
            [
                new PanelSeated(panel.Id, panel.Name, "lex", at),
                .. panel.Members.Select(it => new MemberSeated(panel.Id, it.Subject, it.Function, "lex", at)),
                new ChairAppointed(PanelExamples.Id, panel.Chair!, "lex", at),
            ],
            4501,
            at);
    }

    private static List<Placed<TEvent>> Place<TEvent>(
        IReadOnlyList<TEvent> events, long first, DateTimeOffset at)
        where TEvent : class =>
        [.. events.Select((evt, index) => new Placed<TEvent>(first + index, at, "lex", false, evt))];
}

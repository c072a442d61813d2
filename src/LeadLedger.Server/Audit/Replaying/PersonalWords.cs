using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Access;

namespace LeadLedger.Server.Audit.Replaying;

/// <summary>What an event says in words of people: all of it is about the person behind the lead.</summary>
internal static class PersonalWords
{
    /// <summary>Each text that who reads may see, with what it is; none where it is withheld or erased.</summary>
    public static IEnumerable<(string What, string Text)> Of(LeadEvent? e, Disclosure disclosure) => All(e, disclosure)
        .Select(said => (said.What, Shown: disclosure.Text(said.Text)))
        .Where(said => said.Shown is { IsReadable: true })
        .Select(said => (said.What, said.Shown!.Text!));

    private static IEnumerable<(string What, PersonalText? Text)> All(LeadEvent? e, Disclosure disclosure) => e switch
    {
        LeadHandedOff it => Of(it.Person).Concat(Of(it.Handoff)),
        LeadHandedOffAgain it => Of(it.Handoff),
        ContactAttempted it => [("note", it.Note)],
        DealLost it => [("note", it.Note)],
        LeadRejected it => [("explanation", it.Explanation)],
        VoteCast it when disclosure.MaySee(it) => [("rationale", it.Rationale)],
        MemberRecused it => [("why", it.Why)],
        RulingIssued it =>
        [
            ("rationale", it.Rationale), ("reason against the votes", it.ReasonAgainstVotes),
            ("next step", it.NextStep.What),
        ],
        RulingFollowedUp it => [("note", it.Note)],
        _ => [],
    };

    private static IEnumerable<(string What, PersonalText? Text)> Of(Person it) =>
    [
        ("name", it.Name), ("e-mail", it.Email), ("phone", it.Phone), ("company", it.Company),
        ("reference", it.ExternalReference),
    ];

    private static IEnumerable<(string What, PersonalText? Text)> Of(Handoff it) => it.Qualification
        .OrderBy(answer => answer.Key, StringComparer.Ordinal)
        .Select(answer => (answer.Key, answer.Value.Text));
}

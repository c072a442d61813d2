using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Access;

/// <summary>
/// Who may see which lead, and how much of it (rule 14): the present parties of its agreement, its panels' members and
/// auditors see all of it; the roles whose work spans all leads see it without the person.
/// </summary>
public static class LeadAccess
{
    private static readonly Role[] SeeWithoutPerson = [Role.Operator, Role.Agreements, Role.Importer, Role.Colleague];

    /// <summary>The roles that open the routes.</summary>
    public static Role[] Readers { get; } = [.. Roles.OfPeople];

    /// <summary>
    /// The lead that the path names, as it is now, for who may see it. Every door to a person leads through here: what
    /// an auditor is about to see is put on the record first.
    /// </summary>
    /// <param name="call">Who asks.</param>
    /// <param name="kind">What the path is about.</param>
    /// <param name="showsPerson">Whether anything about the person is among what is shown.</param>
    public static async Task<Reading<SeenLead>> Read(
        QueryCall call, TargetKind kind = TargetKind.Lead, bool showsPerson = true)
    {
        return call.Target(kind, out var target) is { } malformed
            ? new(null, malformed)
            : await Read(call, target, showsPerson);
    }

    /// <summary>A lead as it is now, for who may see it.</summary>
    /// <inheritdoc cref="Read(QueryCall, TargetKind, bool)"/>
    public static async Task<Reading<SeenLead>> Read(QueryCall call, CommandTarget target, bool showsPerson = true)
    {
        if (call.Query.Problem is { } unknown)
            return new(null, unknown);
        var slice = await call.Read.Store.ReadStream(target.StreamId, cancellation: call.Cancellation);
        if (LeadHistory.Of(slice, call.Read.Secrets) is not { } history)
            return new(null, Problem.Of(new LeadIsUnknown()));
        if (await See(call, history) is not { } seen)
            return new(null, Problems.NotAMember("lead's agreement"));
        if (showsPerson && seen.Disclosure.SeesPerson && !history.IsErased)
            await call.Read.Reads.Note(call, target.StreamId);
        return new(seen with { Case = target.Number }, null);
    }

    /// <summary>The agreements whose leads the caller may see in lists; null: all.</summary>
    public static async Task<Guid[]?> Theirs(QueryCall call)
    {
        if (await AgreementAccess.Theirs(call) is not { } candidates)
            return null;
        var seats = await PanelAccess.SeatsOf(call);
        return await Among(call, candidates, agreement => IsPartyTo(call, agreement) || IsJudgedBy(agreement, seats));
    }

    /// <summary>The agreements that the caller is a party to now; null: sees all, party or not.</summary>
    public static async Task<Guid[]?> PartyTo(QueryCall call) =>
        await AgreementAccess.Theirs(call) is { } candidates
            ? await Among(call, candidates, agreement => IsPartyTo(call, agreement))
            : null;

    private static async Task<Guid[]> Among(QueryCall call, Guid[] candidates, Func<Agreement, bool> isTheirs)
    {
        var theirs = new List<Guid>(candidates.Length);
        foreach (var id in candidates)
        {
            if ((await call.Read.Agreements.GetRecent(id, call.Cancellation)).State is { } agreement
                && isTheirs(agreement))
                theirs.Add(id);
        }
        return [.. theirs];
    }

    private static bool IsPartyTo(QueryCall call, Agreement agreement) =>
        agreement.PartiesAt(call.Read.Clock.Now())?.IsMember(call.Caller.Subject) == true;

    private static bool IsJudgedBy(Agreement agreement, Guid[] panels) => agreement.Versions.Any(version =>
        version.IsSigned && version.Terms.Review is { PanelId.Value: var panel } && panels.Contains(panel));

    private static async Task<SeenLead?> See(QueryCall call, LeadHistory history)
    {
        var agreementId = history.Present.Facts.Handoff.AgreementId;
        var agreement = (await call.Read.Agreements.GetRecent(agreementId.Value, call.Cancellation)).State
            ?? throw new InvalidOperationException($"There is no agreement {agreementId}.");
        var panels = await PanelsOf(call, history.Present, agreement);
        var caller = call.Caller;
        var sees = caller.Is(Role.Auditor)
            || IsPartyTo(call, agreement)
            || panels.Any(panel => panel.MemberOf(caller.Subject) is not null);
        if (!sees && !caller.IsAny(SeeWithoutPerson))
            return null;
        return new SeenLead(
            history,
            agreement,
            Disclosure.Of(caller.Subject, sees, history.Present, agreement, panels, call.Read.Clock.Now()),
            Case: 0);
    }

    /// <summary>The panel of the terms that it was handed off under, and those that its cases went to.</summary>
    public static IReadOnlySet<PanelId> PanelIdsOf(Lead.Existing lead, Agreement agreement)
    {
        var ids = lead.Facts.ClosedCases.Select(closed => closed.Rejection.PanelId).ToHashSet();
        if (lead is Lead.UnderReview open)
            ids.Add(open.Case.Rejection.PanelId);
        if (agreement.TermsOf(lead.Facts.Handoff.TermsVersion)?.Review is { PanelId: var promised })
            ids.Add(promised);
        return ids;
    }

    private static async Task<IReadOnlyList<Panel>> PanelsOf(QueryCall call, Lead.Existing lead, Agreement agreement)
    {
        var ids = PanelIdsOf(lead, agreement);
        var panels = new List<Panel>(ids.Count);
        foreach (var id in ids)
        {
            if ((await call.Read.Panels.GetRecent(id.Value, call.Cancellation)).State is { } panel)
                panels.Add(panel);
        }
        return panels;
    }
}

/// <summary>A lead that the caller may see.</summary>
/// <param name="Case">The case that was asked for; 0 where none was.</param>
public sealed record SeenLead(LeadHistory History, Agreement Agreement, Disclosure Disclosure, int Case)
{
    public Lead.Existing Present => History.Present;

    /// <summary>The terms that its newest handoff was made under, which apply to it for good (rule 3).</summary>
    public Terms Terms => Agreement.TermsOf(Present.Facts.Handoff.TermsVersion)
        ?? throw new InvalidOperationException($"There are no terms {Present.Facts.Handoff.TermsVersion}.");
}

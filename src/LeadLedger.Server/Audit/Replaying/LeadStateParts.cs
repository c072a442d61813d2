using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Leads;

namespace LeadLedger.Server.Audit.Replaying;

/// <summary>
/// All of a lead's state as named fields, part by part; personal text isn't in it. Parts are compared only where the
/// state holds another object for them: a lead of a thousand events isn't looked through a thousand times.
/// </summary>
internal static class LeadStateParts
{
    /// <summary>What one event changed, in the order in which a state is told.</summary>
    public static IReadOnlyList<StateChange> Changes(Lead before, Lead after)
    {
        if (ReferenceEquals(before, after))
            return [];
        var (old, young) = (before as Lead.Existing, after as Lead.Existing);
        var changes = new List<StateChange>();
        StatePart.Compare(Place(old), Place(young), changes);
        CompareIfOthers(old?.Facts.Handoff, young?.Facts.Handoff, HandoffPart, changes);
        ComparePeriods(old, young, changes);
        CompareCases(old, young, changes);
        for (var i = old?.Facts.Milestones.Count ?? 0; i < (young?.Facts.Milestones.Count ?? 0); i++)
            StatePart.Compare(null, MilestonePart(young!.Facts.Milestones[i], i + 1), changes);
        CompareIfOthers(old?.Facts.Involved, young?.Facts.Involved, InvolvedPart, changes);
        return changes;
    }

    /// <summary>All of it; null: there is no such lead.</summary>
    public static IReadOnlyDictionary<string, object>? Of(Lead state)
    {
        if (state is not Lead.Existing)
            return null;
        var fields = new Dictionary<string, object>(StringComparer.Ordinal);
        StateChange.Apply(Changes(Lead.Initial, state), fields);
        return fields;
    }

    private static void ComparePeriods(Lead.Existing? before, Lead.Existing? after, List<StateChange> changes)
    {
        var (old, young) = (before?.Facts.Periods, after?.Facts.Periods);
        if (ReferenceEquals(old, young))
            return;
        for (var i = 0; i < (young?.Count ?? 0); i++)
        {
            var number = i + 1;
            CompareIfOthers(i < old?.Count ? old[i] : null, young![i], it => PeriodPart(it, number), changes);
        }
    }

    private static void CompareCases(Lead.Existing? before, Lead.Existing? after, List<StateChange> changes)
    {
        var closed = after?.Facts.ClosedCases;
        // While the closed cases are the same ones, only the open case can be another.
        var first = ReferenceEquals(before?.Facts.ClosedCases, closed) ? closed?.Count ?? 0 : 0;
        for (var i = first; CaseAt(after, i) is { } reviewed; i++)
            CompareIfOthers(CaseAt(before, i), reviewed, CasePart, changes);
    }

    private static ReviewCase? CaseAt(Lead.Existing? lead, int index)
    {
        var closed = lead?.Facts.ClosedCases;
        return index < closed?.Count ? closed[index]
            : index == closed?.Count ? (lead as Lead.UnderReview)?.Case
            : null;
    }

    private static void CompareIfOthers<T>(T? before, T? after, Func<T, StatePart> part, List<StateChange> changes)
        where T : class
    {
        if (!ReferenceEquals(before, after))
            StatePart.Compare(before is null ? null : part(before), after is null ? null : part(after), changes);
    }

    private static StatePart? Place(Lead.Existing? lead)
    {
        if (lead is null)
            return null;
        var (kind, owner) = Owner(lead.Owner);
        var won = (lead as Lead.Won)?.Deal;
        var lost = (lead as Lead.Lost)?.Deal;
        return new("",
        [
            new("place", lead.Place),
            new("stage", lead is Lead.WithSales sales ? sales.Stage : null),
            new("since", lead.Since),
            new("owner.kind", kind),
            new("owner.id", owner),
            new("assignee", lead.Facts.Assignee),
            new("returnedBecause", (lead as Lead.WithMarketing)?.Cause),
            new("outcome.amount", won?.Amount),
            new("outcome.currency", won?.Currency),
            new("outcome.reason", lost?.Reason),
            new("outcome.localDay", won?.LocalDay ?? lost?.LocalDay),
            new("erased.at", lead.Facts.Erased?.ErasedAt),
            new("erased.ground", lead.Facts.Erased?.Ground),
            new("outcome.reportedBy", won?.ReportedBy ?? lost?.ReportedBy),
        ]);
    }

    private static (OwnerKind Kind, object? Id) Owner(LeadOwner owner) => owner switch
    {
        LeadOwner.SalesPerson it => (OwnerKind.SalesPerson, it.Person),
        LeadOwner.SalesTeam it => (OwnerKind.SalesTeam, it.AgreementId),
        LeadOwner.ReviewPanel it => (OwnerKind.Panel, it.PanelId),
        LeadOwner.Marketing it => (OwnerKind.Marketing, it.AgreementId),
        LeadOwner.Closed => (OwnerKind.Closed, null),
        _ => throw new ArgumentOutOfRangeException(nameof(owner), owner, "There is no such owner."),
    };

    private static StatePart HandoffPart(Handoff it) => new("handoff",
    [
        new("number", it.Number),
        new("agreementId", it.AgreementId),
        new("termsVersion", it.TermsVersion),
        new("segment", it.Segment),
        new("bucket", it.Bucket),
        new("conversionAction", it.ConversionAction),
        new("source", it.Source),
        new("campaign", it.Campaign),
        new("handedOffBy", it.HandedOffBy),
        new("handedOffAt", it.HandedOffAt),
        new("localDay", it.LocalDay),
        new("late", it.Late),
        new("value.amount", it.Value.Amount),
        new("value.currency", it.Value.Currency),
        new("value.closeRate", it.Value.CloseRate),
        new("value.averageSale", it.Value.AverageSale),
        // Free text is about the person; what it says is in the event, for who may see it.
        .. it.Qualification.OrderBy(answer => answer.Key, StringComparer.Ordinal)
            .Select(answer => new StateField($"qualification.{answer.Key}", answer.Value.Code ?? "(text)")),
    ]);

    private static StatePart PeriodPart(SalesPeriod it, int number)
    {
        var (response, cadence) = (it.FirstResponsePromise, it.CadencePromise);
        return new(string.Create(CultureInfo.InvariantCulture, $"periods.{number}"),
        [
            new("handoff", it.Handoff.Number),
            new("sentBackByCase", it.SentBackBy),
            new("from", it.From),
            new("to", it.To),
            new("clocksStoppedAt", it.ClocksStoppedAt),
            new("firstResponse.dueAt", response?.DueAt),
            new("firstResponse.madeAt", it.FirstResponse?.JudgedAt),
            new("firstResponse.remindedAt", it.FirstResponseRecord.RemindedAt),
            new("firstResponse.breach", BreachOf(it.FirstResponseRecord)),
            new("cadence.endsAt", cadence?.EndsAt),
            new("cadence.attemptsPromised", cadence?.Attempts),
            new("cadence.attemptsInTime", cadence is null ? null : it.AttemptsInWindow),
            new("cadence.remindedAt", it.CadenceRecord.RemindedAt),
            new("cadence.breach", BreachOf(it.CadenceRecord)),
            new("attempts", it.Attempts.Count),
            new("calendarVersion", it.ReckonedWith.CalendarVersion),
            new("timeZoneDataVersion", it.ReckonedWith.TimeZoneDataVersion),
        ]);
    }

    private static StatePart CasePart(ReviewCase it)
    {
        var (rejection, ruling) = (it.Rejection, it.Ruling);
        return new(string.Create(CultureInfo.InvariantCulture, $"cases.{it.Number}"),
        [
            new("state", ruling is not null ? "ruled" : it.Withdrawal is not null ? "withdrawn" : "open"),
            new("handoff", rejection.Handoff),
            new("panelId", rejection.PanelId),
            new("reasonCode", rejection.ReasonCode),
            new("criterion", rejection.Criterion),
            new("rejectedBy", rejection.RejectedBy),
            new("rejectedAt", rejection.RejectedAt),
            new("rulingDueAt", rejection.RulingDueAt),
            new("rulingRemindedAt", it.RulingRecord.RemindedAt),
            new("rulingBreach", BreachOf(it.RulingRecord)),
            new("claim.member", it.Claim?.Member),
            new("claim.fence", it.Claim?.Fence),
            new("claim.expiresAt", it.Claim?.ExpiresAt),
            new("votes", it.Votes.Count),
            new("recused", it.Recusals.IsEmpty ? null : string.Join(", ", it.Recusals.Select(one => one.Member))),
            new("withdrawnAt", it.Withdrawal?.WithdrawnAt),
            new("ruling.verdict", ruling?.Verdict),
            new("ruling.rootCause", ruling?.RootCause),
            new("ruling.chair", ruling?.Chair),
            new("ruling.inPlaceOf", ruling?.InPlaceOf),
            new("ruling.ruledAt", ruling?.RuledAt),
            new("ruling.nextStepOwner", ruling?.NextStep.Owner),
            new("ruling.nextStepDueAt", ruling?.NextStep.DueAt),
            new("ruling.followedUpAt", it.FollowUp?.DoneAt),
        ]);
    }

    private static StatePart MilestonePart(LeadProgressed it, int number) => new(
        string.Create(CultureInfo.InvariantCulture, $"milestones.{number}"),
        [
            new("milestone", it.Milestone),
            new("handoff", it.Handoff),
            new("amount", it.Amount),
            new("reachedAt", it.ReachedAt),
        ]);

    /// <summary>Who is barred from judging it, and by what (rule 6).</summary>
    private static StatePart InvolvedPart(ImmutableDictionary<string, Involvement> involved) => new("involved",
    [
        .. involved.OrderBy(person => person.Key, StringComparer.Ordinal)
            .Select(person => new StateField(person.Key, Words(person.Value))),
    ]);

    private static string? BreachOf(PromiseRecord record) =>
        record.Stands ? "standing" : record.Breach is not null ? "excused" : null;

    private static string Words(Involvement involvement) => string.Join(", ", Enum.GetValues<Involvement>()
        .Where(one => one != Involvement.None && involvement.HasFlag(one))
        .Select(one => JsonNamingPolicy.CamelCase.ConvertName(one.ToString())));
}

using System.Text.Json;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.ReadModels.Deadlines;
using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Leads;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.Rejections;

/// <summary>
/// Cases, who works them, their rulings and what followed. Of a vote nothing is kept but that the member has voted,
/// where no view shows it: until the ruling it is its voter's secret (rule 6), and the ruling brings the votes along.
/// </summary>
internal static class RejectionProjection
{
    /// <param name="termsOf">The terms of a handoff; null if the ledger never said them.</param>
    public static void Apply(Fact fact, LeadEvent e, LeadRows rows, Func<HandoffRow, Terms?> termsOf)
    {
        var touched = e switch
        {
            LeadRejected it => Rejected(fact, it, rows, termsOf(rows.Handoff(it.Handoff))),
            ReviewClaimed it => Claimed(it, rows.Rejection(it.Case)),
            ReviewReleased it => Released(rows.Rejection(it.Case)),
            MemberRecused it => Recused(it, rows.Rejection(it.Case)),
            RejectionWithdrawn it => Withdrawn(it, rows.Rejection(it.Case)),
            RulingIssued it => Ruled(fact, it, rows.Rejection(it.Case), termsOf(rows.Handoff(it.Handoff))),
            RulingFollowedUp it => FollowedUp(it, rows.Rejection(it.Case)),
            ContactAttempted it => Attempted(it, rows, termsOf),
            _ => null,
        };
        touched?.Touch(fact.Position);
        if (e is ContactAttempted && rows.Current.OpenCase is { } open)
            Bar(fact, rows.Rejection(open), rows.Current.Involved);
    }

    /// <summary>So that nobody is handed a case again that they have voted on; for no eyes (rule 6).</summary>
    public static void Voted(VoteCast it, LeadRows rows)
    {
        var row = rows.Rejection(it.Case);
        row.Voted = row.Voted.With(it.Member);
        row.TouchUnseen();
    }

    // A late attempt bars whoever made it from a case that is open already.
    private static void Bar(Fact fact, RejectionRow row, Subjects involved)
    {
        var barred = row.Barred.With(involved);
        if (barred == row.Barred)
            return;
        row.Barred = barred;
        row.Touch(fact.Position);
    }

    private static RejectionRow Rejected(Fact fact, LeadRejected it, LeadRows rows, Terms? terms)
    {
        var handoff = rows.Handoff(it.Handoff);
        var row = new RejectionRow
        {
            IsNew = true,
            LeadId = fact.StreamId,
            CaseNumber = it.Case,
            Handoff = it.Handoff,
            AgreementId = handoff.AgreementId,
            TermsVersion = handoff.TermsVersion,
            PanelId = it.PanelId.Value,
            Segment = handoff.Segment,
            Bucket = handoff.Bucket,
            ConversionAction = handoff.ConversionAction,
            Source = handoff.Source,
            Campaign = handoff.Campaign,
            HandoffMonth = handoff.Month,
            ReasonCode = it.ReasonCode,
            Criterion = it.Criterion,
            RejectedBy = it.RejectedBy,
            RejectedAt = it.RejectedAt,
            LocalDay = it.LocalDay,
            EffortAttempts = it.Effort.Attempts,
            EffortAttemptsPromised = it.Effort.AttemptsPromised,
            EffortFirstResponseSeconds = it.Effort.FirstResponseSeconds,
            EffortFirstResponseBusinessSeconds = ClocksThatRun(handoff, rows).ResponseBusinessSeconds,
            RulingDueAt = it.RulingDueAt,
            RulingRemindAt = it.RulingRemindAt,
            PriorityAt = QueuePriority.Of(terms, Codes<Bucket>.Read(handoff.Bucket), handoff.LeadValue, it.RulingDueAt),
            Quorum = terms?.Review?.Quorum ?? 1,
            Barred = rows.Current.Involved,
            ValueAtStake = handoff.LeadValue,
            Currency = handoff.Currency,
            Imported = fact.Imported,
        };
        rows.Rejections.Add(row);
        return row;
    }

    private static ClocksRow ClocksThatRun(HandoffRow handoff, LeadRows rows) =>
        handoff.SentBackCase is { } sentBack ? rows.Rejection(sentBack) : handoff;

    private static RejectionRow Claimed(ReviewClaimed it, RejectionRow row)
    {
        row.ClaimedBy = it.Member;
        row.ClaimedAt = it.ClaimedAt;
        row.ClaimedUntil = it.ExpiresAt;
        row.Fence = it.Fence;
        return row;
    }

    private static RejectionRow Released(RejectionRow row)
    {
        row.ClaimedBy = null;
        row.ClaimedAt = null;
        row.ClaimedUntil = null;
        return row;
    }

    private static RejectionRow Recused(MemberRecused it, RejectionRow row)
    {
        var recused = JsonSerializer.Deserialize<List<string>>(row.Recused!)!;
        if (!recused.Contains(it.Member))
            recused.Add(it.Member);
        row.Recused = JsonSerializer.Serialize(recused);
        row.Barred = row.Barred.With(it.Member);
        return row;
    }

    private static RejectionRow Withdrawn(RejectionWithdrawn it, RejectionRow row)
    {
        Released(row);
        row.Voted = Subjects.None;
        row.State = RejectionState.Withdrawn;
        row.WithdrawnBy = it.WithdrawnBy;
        row.WithdrawnAt = it.WithdrawnAt;
        return row;
    }

    private static RejectionRow Ruled(Fact fact, RulingIssued it, RejectionRow row, Terms? terms)
    {
        Released(row);
        row.Voted = Subjects.None;
        row.RuledVersion = fact.Version;
        row.State = it.Verdict == Verdict.Upheld ? RejectionState.Upheld : RejectionState.Overturned;
        row.Verdict = Codes<Verdict>.Of(it.Verdict);
        row.RootCause = Codes<RootCause>.Of(it.RootCause);
        row.Chair = it.Chair;
        row.InPlaceOf = it.InPlaceOf;
        row.ChairFunction = Codes<MemberFunction>.Of(it.ChairFunction);
        row.AgainstVotes = it.ReasonAgainstVotes is not null;
        row.Votes = JsonSerializer.Serialize(it.Votes.Select(
            vote => new { member = vote.Member, verdict = Codes<Verdict>.Of(vote.Verdict) }));
        row.Recused = JsonSerializer.Serialize(it.Recused);
        row.RuledAt = it.RuledAt;
        row.RuledDay = it.LocalDay;
        row.RulingImported = fact.Imported;
        row.SecondsToRule = ResponseTimes.Wall(row.RejectedAt, it.RuledAt);
        row.BusinessSecondsToRule = ResponseTimes.Business(terms, row.RejectedAt, it.RuledAt);
        row.NextStepOwner = it.NextStep.Owner;
        row.NextStepDueAt = it.NextStep.DueAt;
        if (it.NewClocks is { } clocks)
            SentBack(clocks, row);
        return row;
    }

    private static void SentBack(NewClocks clocks, RejectionRow row)
    {
        row.ActBy = clocks.ActBy;
        row.CalendarVersion = clocks.ReckonedWith.CalendarVersion;
        row.TimeZoneData = clocks.ReckonedWith.TimeZoneDataVersion;
        row.ResponseClock = clocks.FirstResponse is { } response ? Codes<ClockKind>.Of(response.Clock) : null;
        row.ResponseDueAt = clocks.FirstResponse?.DueAt;
        row.ResponseRemindAt = clocks.FirstResponse?.RemindAt;
        row.AttemptsPromised = clocks.Cadence?.Attempts;
        row.CadenceEndsAt = clocks.Cadence?.EndsAt;
        row.CadenceRemindAt = clocks.Cadence?.RemindAt;
        row.AttemptsMade = 0;
        row.AttemptsInWindow = clocks.Cadence is null ? null : 0;
    }

    private static RejectionRow FollowedUp(RulingFollowedUp it, RejectionRow row)
    {
        row.NextStepDoneBy = it.DoneBy;
        row.NextStepDoneAt = it.DoneAt;
        return row;
    }

    private static RejectionRow? Attempted(ContactAttempted it, LeadRows rows, Func<HandoffRow, Terms?> termsOf)
    {
        if (rows.SentBackBefore(it.Handoff, it.AttemptedAt) is not { RuledAt: { } from } row)
            return null;
        row.AttemptsMade++;
        if (it.JudgedAt <= row.CadenceEndsAt)
            row.AttemptsInWindow++;
        if (it.CouldReachThePerson() && !(row.ResponseAt <= it.JudgedAt))
        {
            row.ResponseAt = it.JudgedAt;
            row.ResponseInTime = row.ResponseDueAt is { } due ? it.JudgedAt <= due : null;
            row.ResponseWallSeconds = ResponseTimes.Wall(from, it.JudgedAt);
            row.ResponseBusinessSeconds =
                ResponseTimes.Business(termsOf(rows.Handoff(it.Handoff)), from, it.JudgedAt);
        }
        return row;
    }
}

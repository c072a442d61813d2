using System.Buffers;
using System.Text;
using System.Text.Json;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Leads;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.Handoffs;

/// <summary>What was promised at each handoff, and what has become of it.</summary>
internal static class HandoffProjection
{
    /// <param name="termsOf">The terms of a handoff; null if the ledger never said them.</param>
    public static void Apply(Fact fact, LeadEvent e, LeadRows rows, Func<HandoffRow, Terms?> termsOf)
    {
        var touched = e switch
        {
            LeadHandedOff it => HandedOff(fact, it.Handoff, rows),
            LeadHandedOffAgain it => HandedOff(fact, it.Handoff, rows),
            LeadAssigned it => Assigned(it, rows.Current),
            ContactAttempted it => Attempted(it, rows, termsOf),
            LeadProgressed it => Progressed(it, rows.Handoff(it.Handoff)),
            DealWon it => Won(it, rows.Handoff(it.Handoff)),
            DealLost it => Lost(it, rows.Handoff(it.Handoff)),
            LeadRejected it => Rejected(it, rows.Handoff(it.Handoff)),
            RejectionWithdrawn it => Withdrawn(rows.Handoff(rows.Rejection(it.Case).Handoff)),
            RulingIssued it => Ruled(it, rows.Handoff(it.Handoff)),
            LeadReturnedToMarketing it => Returned(
                rows.Handoff(it.Handoff), Codes<ReturnCause>.Of(it.Cause), it.ReturnedAt, it.LocalDay),
            _ => null,
        };
        touched?.Touch(fact.Position);
    }

    private static HandoffRow HandedOff(Fact fact, Handoff it, LeadRows rows)
    {
        if (rows.Handoffs.Count > 0)
        {
            rows.Current.Touch(fact.Position);
            rows.Current.Current = false;
        }
        var row = new HandoffRow
        {
            IsNew = true,
            Current = true,
            Witnessed = !fact.Imported,
            LeadId = fact.StreamId,
            Number = it.Number,
            AgreementId = it.AgreementId.Value,
            TermsVersion = it.TermsVersion,
            Segment = it.Segment,
            Bucket = Codes<Bucket>.Of(it.Bucket),
            ConversionAction = it.ConversionAction,
            Source = it.Source,
            Campaign = it.Campaign,
            Qualification = CodesOnly(it.Qualification),
            HandedOffBy = it.HandedOffBy,
            HandedOffAt = it.HandedOffAt,
            LocalDay = it.LocalDay,
            Month = new DateOnly(it.LocalDay.Year, it.LocalDay.Month, 1),
            Late = it.Late,
            Imported = fact.Imported,
            LeadValue = it.Value.Amount,
            Currency = it.Value.Currency,
            CloseRate = it.Value.CloseRate,
            AverageSale = it.Value.AverageSale,
            ValuationRow = it.Value.Row,
            CalendarVersion = it.ReckonedWith.CalendarVersion,
            TimeZoneData = it.ReckonedWith.TimeZoneDataVersion,
            ClockFrom = it.FirstResponse?.From ?? it.HandedOffAt,
            ResponseDueAt = it.FirstResponse?.DueAt,
            ResponseClock = it.FirstResponse is { } response ? Codes<ClockKind>.Of(response.Clock) : null,
            ResponseRemindAt = it.FirstResponse?.RemindAt,
            AttemptsPromised = it.Cadence?.Attempts,
            CadenceEndsAt = it.Cadence?.EndsAt,
            CadenceRemindAt = it.Cadence?.RemindAt,
            AttemptsMade = 0,
            AttemptsInWindow = it.Cadence is null ? null : 0,
            Assignee = it.Assignee,
        };
        row.Involved = (rows.Handoffs.Count > 0 ? rows.Current.Involved : Subjects.None)
            .With(it.HandedOffBy).With(it.Assignee);
        rows.Handoffs.Add(row);
        return row;
    }

    private static HandoffRow Assigned(LeadAssigned it, HandoffRow row)
    {
        row.Assignee = it.Assignee;
        row.Involved = row.Involved.With(it.Assignee);
        return row;
    }

    private static HandoffRow Attempted(ContactAttempted it, LeadRows rows, Func<HandoffRow, Terms?> termsOf)
    {
        var row = rows.Handoff(it.Handoff);
        // Reported late it may be of an earlier handoff; who judges the lead is asked of the newest.
        rows.Current.Involved = rows.Current.Involved.With(it.AttemptedBy);
        row.Attempts++;
        row.PersonAnswered |= it.Outcome is AttemptOutcome.Connected or AttemptOutcome.Replied;
        // Made after a ruling sent the lead back, it is judged by the ruling's clocks, which stand with the case.
        if (rows.SentBackBefore(it.Handoff, it.AttemptedAt) is not null)
            return row;
        row.AttemptsMade++;
        if (it.JudgedAt <= row.CadenceEndsAt)
            row.AttemptsInWindow++;
        if (it.CouldReachThePerson() && !(row.ResponseAt <= it.JudgedAt))
        {
            row.ResponseAt = it.JudgedAt;
            row.ResponseInTime = row.ResponseDueAt is { } due ? it.JudgedAt <= due : null;
            row.ResponseWallSeconds = ResponseTimes.Wall(row.ClockFrom, it.JudgedAt);
            row.ResponseBusinessSeconds = ResponseTimes.Business(termsOf(row), row.ClockFrom, it.JudgedAt);
        }
        return row;
    }

    private static HandoffRow Progressed(LeadProgressed it, HandoffRow row)
    {
        switch (it.Milestone)
        {
            case Milestone.DiscoveryHeld:
                row.DiscoveryDay = Earlier(row.DiscoveryDay, it.LocalDay);
                break;
            case Milestone.DemoHeld:
                row.DemoDay = Earlier(row.DemoDay, it.LocalDay);
                break;
            case Milestone.OpportunityOpened:
                row.OpportunityDay = Earlier(row.OpportunityDay, it.LocalDay);
                row.OpportunityAmount = it.Amount ?? row.OpportunityAmount;
                break;
            default:
                throw new InvalidOperationException($"{it.Milestone} is not known here.");
        }
        return row;
    }

    private static HandoffRow Won(DealWon it, HandoffRow row)
    {
        Close(row, HandoffOutcome.Won, it.WonAt, it.LocalDay);
        row.Amount = it.Amount;
        return row;
    }

    private static HandoffRow Lost(DealLost it, HandoffRow row)
    {
        Close(row, HandoffOutcome.Lost, it.LostAt, it.LocalDay);
        row.LossReason = it.Reason;
        return row;
    }

    private static HandoffRow Rejected(LeadRejected it, HandoffRow row)
    {
        row.Involved = row.Involved.With(it.RejectedBy);
        row.Rejections++;
        return row;
    }

    private static HandoffRow Withdrawn(HandoffRow row)
    {
        row.Withdrawn++;
        return row;
    }

    private static HandoffRow Ruled(RulingIssued it, HandoffRow row)
    {
        if (it.Verdict == Verdict.Upheld)
        {
            row.Upheld++;
            return Returned(row, Codes<ReturnCause>.Of(ReturnCause.RejectionUpheld), it.RuledAt, it.LocalDay);
        }
        row.Overturned++;
        row.Assignee = it.NewClocks?.ActBy;
        row.Involved = row.Involved.With(row.Assignee);
        row.SentBackCase = it.Case;
        return row;
    }

    private static HandoffRow Returned(HandoffRow row, string cause, DateTimeOffset at, DateOnly day)
    {
        // The upheld ruling has decided it already; its return only says so again.
        if (row.Outcome != HandoffOutcome.Open)
            return row;
        row.Outcome = HandoffOutcome.Returned;
        row.OutcomeAt = at;
        row.OutcomeDay = day;
        row.ReturnCause = cause;
        return row;
    }

    private static void Close(HandoffRow row, string outcome, DateTimeOffset at, DateOnly day)
    {
        row.Outcome = outcome;
        row.OutcomeAt = at;
        row.OutcomeDay = day;
        row.CycleDays = day.DayNumber - row.LocalDay.DayNumber;
    }

    private static DateOnly Earlier(DateOnly? known, DateOnly day) => known < day ? known.Value : day;

    // Free text is personal data and stays in the event, encrypted.
    private static string CodesOnly(IReadOnlyDictionary<string, QualificationAnswer> qualification)
    {
        var text = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(text))
        {
            json.WriteStartObject();
            foreach (var (criterion, answer) in qualification)
            {
                if (answer.Code is { } code)
                    json.WriteString(criterion, code);
            }
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(text.WrittenSpan);
    }
}

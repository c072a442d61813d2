using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Rejections.RejectionRow>;

namespace LeadLedger.Server.ReadModels.Rejections;

/// <summary>The columns of <c>rejection</c>: what was rejected stands, the case moves.</summary>
internal static class RejectionTable
{
    public static readonly Table<RejectionRow> Table = new("rejection", key: 2,
    [
        Column.Fixed("lead_id", row => row.LeadId, (row, value) => row.LeadId = value),
        Column.Fixed("case_number", row => row.CaseNumber, (row, value) => row.CaseNumber = value),
        Column.Fixed("handoff", row => row.Handoff, (row, value) => row.Handoff = value),
        Column.Fixed("agreement_id", row => row.AgreementId, (row, value) => row.AgreementId = value),
        Column.Fixed("terms_version", row => row.TermsVersion, (row, value) => row.TermsVersion = value),
        Column.Fixed("panel_id", row => row.PanelId, (row, value) => row.PanelId = value),
        Column.Fixed("segment", row => row.Segment, (row, value) => row.Segment = value),
        Column.Fixed("bucket", row => row.Bucket, (row, value) => row.Bucket = value),
        Column.Fixed("conversion_action", row => row.ConversionAction, (row, value) => row.ConversionAction = value),
        Column.Fixed("source", row => row.Source, (row, value) => row.Source = value),
        Column.Fixed("reason_code", row => row.ReasonCode, (row, value) => row.ReasonCode = value),
        Column.Fixed("criterion", row => row.Criterion, (row, value) => row.Criterion = value),
        Column.Fixed("rejected_by", row => row.RejectedBy, (row, value) => row.RejectedBy = value),
        Column.Fixed("rejected_at", row => row.RejectedAt, (row, value) => row.RejectedAt = value),
        Column.Fixed("local_day", row => row.LocalDay, (row, value) => row.LocalDay = value),
        Column.Fixed("effort_attempts", row => row.EffortAttempts, (row, value) => row.EffortAttempts = value),
        Column.Fixed(
            "effort_attempts_promised",
            row => row.EffortAttemptsPromised,
            (row, value) => row.EffortAttemptsPromised = value),
        Column.Fixed(
            "effort_first_response_seconds",
            row => row.EffortFirstResponseSeconds,
            (row, value) => row.EffortFirstResponseSeconds = value),
        Column.Fixed("ruling_due_at", row => row.RulingDueAt, (row, value) => row.RulingDueAt = value),
        Column.Fixed("value_at_stake", row => row.ValueAtStake, (row, value) => row.ValueAtStake = value),
        Column.Fixed("currency", row => row.Currency, (row, value) => row.Currency = value),
        Column.Fixed("imported", row => row.Imported, (row, value) => row.Imported = value),
        Column.Moving("state", row => row.State, (row, value) => row.State = value),
        Column.Moving("claimed_by", row => row.ClaimedBy, (row, value) => row.ClaimedBy = value),
        Column.Moving("claimed_at", row => row.ClaimedAt, (row, value) => row.ClaimedAt = value),
        Column.Moving("claimed_until", row => row.ClaimedUntil, (row, value) => row.ClaimedUntil = value),
        Column.Moving("fence", row => row.Fence, (row, value) => row.Fence = value),
        Column.MovingJson("recused", row => row.Recused, (row, value) => row.Recused = value),
        Column.Moving("withdrawn_by", row => row.WithdrawnBy, (row, value) => row.WithdrawnBy = value),
        Column.Moving("withdrawn_at", row => row.WithdrawnAt, (row, value) => row.WithdrawnAt = value),
        Column.Moving("verdict", row => row.Verdict, (row, value) => row.Verdict = value),
        Column.Moving("root_cause", row => row.RootCause, (row, value) => row.RootCause = value),
        Column.Moving("chair", row => row.Chair, (row, value) => row.Chair = value),
        Column.Moving("chair_function", row => row.ChairFunction, (row, value) => row.ChairFunction = value),
        Column.Moving("against_votes", row => row.AgainstVotes, (row, value) => row.AgainstVotes = value),
        Column.MovingJson("votes", row => row.Votes, (row, value) => row.Votes = value),
        Column.Moving("ruled_at", row => row.RuledAt, (row, value) => row.RuledAt = value),
        Column.Moving("ruled_day", row => row.RuledDay, (row, value) => row.RuledDay = value),
        Column.Moving("ruling_imported", row => row.RulingImported, (row, value) => row.RulingImported = value),
        Column.Moving("seconds_to_rule", row => row.SecondsToRule, (row, value) => row.SecondsToRule = value),
        Column.Moving(
            "business_seconds_to_rule",
            row => row.BusinessSecondsToRule,
            (row, value) => row.BusinessSecondsToRule = value),
        Column.Moving("next_step_owner", row => row.NextStepOwner, (row, value) => row.NextStepOwner = value),
        Column.Moving("next_step_due_at", row => row.NextStepDueAt, (row, value) => row.NextStepDueAt = value),
        Column.Moving("next_step_done_by", row => row.NextStepDoneBy, (row, value) => row.NextStepDoneBy = value),
        Column.Moving("next_step_done_at", row => row.NextStepDoneAt, (row, value) => row.NextStepDoneAt = value),
        Column.Moving("act_by", row => row.ActBy, (row, value) => row.ActBy = value),
        Column.Moving("response_due_at", row => row.ResponseDueAt, (row, value) => row.ResponseDueAt = value),
        Column.Moving("response_at", row => row.ResponseAt, (row, value) => row.ResponseAt = value),
        Column.Moving("response_in_time", row => row.ResponseInTime, (row, value) => row.ResponseInTime = value),
        Column.Moving(
            "response_wall_seconds",
            row => row.ResponseWallSeconds,
            (row, value) => row.ResponseWallSeconds = value),
        Column.Moving(
            "response_business_seconds",
            row => row.ResponseBusinessSeconds,
            (row, value) => row.ResponseBusinessSeconds = value),
        Column.Moving("attempts_promised", row => row.AttemptsPromised, (row, value) => row.AttemptsPromised = value),
        Column.Moving("cadence_ends_at", row => row.CadenceEndsAt, (row, value) => row.CadenceEndsAt = value),
        Column.Moving("attempts_made", row => row.AttemptsMade, (row, value) => row.AttemptsMade = value),
        Column.Moving("attempts_in_window", row => row.AttemptsInWindow, (row, value) => row.AttemptsInWindow = value),
        Column.Moving("position", row => row.Position, (row, value) => row.Position = value),
    ]);
}

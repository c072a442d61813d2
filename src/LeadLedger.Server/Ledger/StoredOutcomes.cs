using LeadLedger.Domain;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Server.Ledger;

/// <summary>What becomes of leads, read the short way; null, or a refusal of the reader's, sends it the long way.</summary>
internal static class StoredOutcomes
{
    public static LeadProgressed? Progressed(ref StoredJson json)
    {
        Guid? lead = null;
        int? handoff = null;
        Milestone? milestone = null;
        decimal? amount = null;
        string? by = null;
        DateTimeOffset? at = null;
        DateOnly? day = null;
        bool? late = null;
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("leadId"u8)) lead = json.Id();
            else if (name.SequenceEqual("handoff"u8)) handoff = json.Number();
            else if (name.SequenceEqual("milestone"u8)) milestone = json.Code<Milestone>();
            else if (name.SequenceEqual("amount"u8)) amount = json.Amount();
            else if (name.SequenceEqual("reportedBy"u8)) by = json.Text();
            else if (name.SequenceEqual("reachedAt"u8)) at = json.Instant();
            else if (name.SequenceEqual("localDay"u8)) day = json.Day();
            else if (name.SequenceEqual("late"u8)) late = json.Flag();
            else json.Refuse();
        }
        return (lead, handoff, milestone, by, at, day, late) is
            ({ } l, { } h, { } m, { } b, { } a, { } d, { } t)
            ? new LeadProgressed(new LeadId(l), h, m, amount, b, a, d, t)
            : null;
    }

    public static DealWon? Won(ref StoredJson json)
    {
        Guid? lead = null;
        int? handoff = null;
        decimal? amount = null;
        string? currency = null, by = null;
        DateTimeOffset? at = null, judgedAt = null;
        DateOnly? day = null;
        bool? late = null;
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("leadId"u8)) lead = json.Id();
            else if (name.SequenceEqual("handoff"u8)) handoff = json.Number();
            else if (name.SequenceEqual("amount"u8)) amount = json.Amount();
            else if (name.SequenceEqual("currency"u8)) currency = json.Text();
            else if (name.SequenceEqual("reportedBy"u8)) by = json.Text();
            else if (name.SequenceEqual("wonAt"u8)) at = json.Instant();
            else if (name.SequenceEqual("localDay"u8)) day = json.Day();
            else if (name.SequenceEqual("late"u8)) late = json.Flag();
            else if (name.SequenceEqual("judgedAt"u8)) judgedAt = json.Instant();
            else json.Refuse();
        }
        return (lead, handoff, amount, currency, by, at, day, late) is
            ({ } l, { } h, { } m, { } c, { } b, { } a, { } d, { } t)
            ? new DealWon(new LeadId(l), h, m, c, b, a, d, t, judgedAt)
            : null;
    }

    public static DealLost? Lost(ref StoredJson json)
    {
        Guid? lead = null;
        int? handoff = null;
        string? reason = null, by = null;
        PersonalText? note = null;
        DateTimeOffset? at = null, judgedAt = null;
        DateOnly? day = null;
        bool? late = null;
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("leadId"u8)) lead = json.Id();
            else if (name.SequenceEqual("handoff"u8)) handoff = json.Number();
            else if (name.SequenceEqual("reason"u8)) reason = json.Text();
            else if (name.SequenceEqual("note"u8)) note = json.MaybePersonal();
            else if (name.SequenceEqual("reportedBy"u8)) by = json.Text();
            else if (name.SequenceEqual("lostAt"u8)) at = json.Instant();
            else if (name.SequenceEqual("localDay"u8)) day = json.Day();
            else if (name.SequenceEqual("late"u8)) late = json.Flag();
            else if (name.SequenceEqual("judgedAt"u8)) judgedAt = json.Instant();
            else json.Refuse();
        }
        return (lead, handoff, reason, by, at, day, late) is
            ({ } l, { } h, { } r, { } b, { } a, { } d, { } t)
            ? new DealLost(new LeadId(l), h, r, note, b, a, d, t, judgedAt)
            : null;
    }

    public static LeadReturnedToMarketing? Returned(ref StoredJson json)
    {
        Guid? lead = null;
        int? handoff = null, number = null;
        ReturnCause? cause = null;
        string? by = null;
        DateTimeOffset? at = null;
        DateOnly? day = null;
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("leadId"u8)) lead = json.Id();
            else if (name.SequenceEqual("handoff"u8)) handoff = json.Number();
            else if (name.SequenceEqual("cause"u8)) cause = json.Code<ReturnCause>();
            else if (name.SequenceEqual("case"u8)) number = json.Number();
            else if (name.SequenceEqual("returnedBy"u8)) by = json.Text();
            else if (name.SequenceEqual("returnedAt"u8)) at = json.Instant();
            else if (name.SequenceEqual("localDay"u8)) day = json.Day();
            else json.Refuse();
        }
        return (lead, handoff, cause, by, at, day) is ({ } l, { } h, { } c, { } b, { } a, { } d)
            ? new LeadReturnedToMarketing(new LeadId(l), h, c, number, b, a, d)
            : null;
    }
}

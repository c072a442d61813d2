using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Server.Ledger;

/// <summary>A handoff read the short way; null, or a refusal of the reader's, sends it the long way.</summary>
internal static class StoredHandoff
{
    public static Handoff? Read(ref StoredJson json)
    {
        int? number = null, terms = null;
        Guid? agreement = null;
        string? segment = null, action = null, source = null, campaign = null, assignee = null, by = null;
        Bucket? bucket = null;
        Dictionary<string, QualificationAnswer>? qualification = null;
        DateTimeOffset? at = null;
        DateOnly? day = null, reported = null;
        bool? late = null;
        LeadValue? value = null;
        FirstResponsePromise? response = null;
        CadencePromise? cadence = null;
        ReckonedWith? reckonedWith = null;
        json.Enter();
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("number"u8)) number = json.Number();
            else if (name.SequenceEqual("agreementId"u8)) agreement = json.Id();
            else if (name.SequenceEqual("termsVersion"u8)) terms = json.Number();
            else if (name.SequenceEqual("segment"u8)) segment = json.Text();
            else if (name.SequenceEqual("bucket"u8)) bucket = json.Code<Bucket>();
            else if (name.SequenceEqual("conversionAction"u8)) action = json.Text();
            else if (name.SequenceEqual("source"u8)) source = json.Text();
            else if (name.SequenceEqual("campaign"u8)) campaign = json.MaybeText();
            else if (name.SequenceEqual("qualification"u8)) qualification = Qualification(ref json);
            else if (name.SequenceEqual("assignee"u8)) assignee = json.MaybeText();
            else if (name.SequenceEqual("handedOffBy"u8)) by = json.Text();
            else if (name.SequenceEqual("handedOffAt"u8)) at = json.Instant();
            else if (name.SequenceEqual("localDay"u8)) day = json.Day();
            else if (name.SequenceEqual("late"u8)) late = json.Flag();
            else if (name.SequenceEqual("value"u8)) value = Value(ref json);
            else if (name.SequenceEqual("firstResponse"u8)) response = Response(ref json);
            else if (name.SequenceEqual("cadence"u8)) cadence = Cadence(ref json);
            else if (name.SequenceEqual("reckonedWith"u8)) reckonedWith = Reckoned(ref json);
            else if (name.SequenceEqual("reportedDay"u8)) reported = json.Day();
            else json.Refuse();
        }
        if ((number, agreement, terms, bucket, at, day, late) is not
            ({ } n, { } agreed, { } version, { } cell, { } when, { } on, { } isLate)
            || segment is null || action is null || source is null || by is null || qualification is null
            || value is null || reckonedWith is null)
            return null;
        return new Handoff(
            n, new AgreementId(agreed), version, segment, cell, action, source, campaign, qualification, assignee, by,
            when, on, isLate, value, response, cadence, reckonedWith,
            reported);
    }

    private static Dictionary<string, QualificationAnswer> Qualification(ref StoredJson json)
    {
        var answers = new Dictionary<string, QualificationAnswer>();
        json.Enter();
        while (json.Next(out var criterion))
        {
            var key = RepeatedText.Of(criterion);
            string? code = null;
            PersonalText? text = null;
            json.Enter();
            while (json.Next(out var name))
            {
                if (name.SequenceEqual("code"u8)) code = json.MaybeText();
                else if (name.SequenceEqual("text"u8)) text = json.MaybePersonal();
                else json.Refuse();
            }
            answers[key] = new QualificationAnswer(code, text);
        }
        return answers;
    }

    private static LeadValue? Value(ref StoredJson json)
    {
        decimal? amount = null, rate = null, sale = null;
        string? currency = null;
        int? row = null;
        json.Enter();
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("amount"u8)) amount = json.Amount();
            else if (name.SequenceEqual("currency"u8)) currency = json.Text();
            else if (name.SequenceEqual("closeRate"u8)) rate = json.Amount();
            else if (name.SequenceEqual("averageSale"u8)) sale = json.Amount();
            else if (name.SequenceEqual("row"u8)) row = json.Number();
            else json.Refuse();
        }
        return (amount, currency, rate, sale, row) is ({ } a, { } c, { } r, { } s, { } n)
            ? new LeadValue(a, c, r, s, n)
            : null;
    }

    internal static FirstResponsePromise? Response(ref StoredJson json)
    {
        DateTimeOffset? from = null, due = null, remind = null;
        int? within = null;
        ClockKind? clock = null;
        if (!json.EnterUnlessNull())
            return null;
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("from"u8)) from = json.Instant();
            else if (name.SequenceEqual("dueAt"u8)) due = json.Instant();
            else if (name.SequenceEqual("withinMinutes"u8)) within = json.Number();
            else if (name.SequenceEqual("clock"u8)) clock = json.Code<ClockKind>();
            else if (name.SequenceEqual("remindAt"u8)) remind = json.Instant();
            else json.Refuse();
        }
        if ((from, due, within, clock) is ({ } f, { } d, { } w, { } c))
            return new FirstResponsePromise(f, d, w, c, remind);
        json.Refuse();
        return null;
    }

    internal static CadencePromise? Cadence(ref StoredJson json)
    {
        DateTimeOffset? from = null, ends = null, remind = null;
        int? attempts = null, days = null;
        ClockKind? clock = null;
        if (!json.EnterUnlessNull())
            return null;
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("from"u8)) from = json.Instant();
            else if (name.SequenceEqual("endsAt"u8)) ends = json.Instant();
            else if (name.SequenceEqual("attempts"u8)) attempts = json.Number();
            else if (name.SequenceEqual("windowDays"u8)) days = json.Number();
            else if (name.SequenceEqual("clock"u8)) clock = json.Code<ClockKind>();
            else if (name.SequenceEqual("remindAt"u8)) remind = json.Instant();
            else json.Refuse();
        }
        if ((from, ends, attempts, days, clock) is ({ } f, { } e, { } a, { } d, { } c))
            return new CadencePromise(f, e, a, d, c, remind);
        json.Refuse();
        return null;
    }

    internal static ReckonedWith? Reckoned(ref StoredJson json)
    {
        string? calendar = null, zones = null;
        json.Enter();
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("calendarVersion"u8)) calendar = json.Text();
            else if (name.SequenceEqual("timeZoneDataVersion"u8)) zones = json.Text();
            else json.Refuse();
        }
        return (calendar, zones) is ({ } c, { } z) ? new ReckonedWith(c, z) : null;
    }
}

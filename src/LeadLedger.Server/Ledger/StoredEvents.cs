using LeadLedger.Domain;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// The events that a ledger has most of, read the short way: a fifth of what the serializer takes for them. Each method
/// gives null for whatever isn't exactly as the ledger writes it; the serializer then decides.
/// </summary>
internal static class StoredEvents
{
    /// <param name="alias">The stored name.</param>
    public static object? Read(string alias, ReadOnlySpan<byte> payload)
    {
        var json = new StoredJson(payload);
        object? evt = alias switch
        {
            "contact_attempted" => Attempted(ref json),
            "lead_handed_off" => HandedOff(ref json),
            "lead_assigned" => Assigned(ref json),
            "lead_progressed" => StoredOutcomes.Progressed(ref json),
            "deal_won" => StoredOutcomes.Won(ref json),
            "deal_lost" => StoredOutcomes.Lost(ref json),
            "lead_returned_to_marketing" => StoredOutcomes.Returned(ref json),
            "lead_rejected" => StoredReviews.Rejected(ref json),
            "ruling_issued" => StoredReviews.Ruled(ref json),
            _ => null,
        };
        return evt is not null && json.IsAtEnd ? evt : null;
    }

    private static ContactAttempted? Attempted(ref StoredJson json)
    {
        Guid? lead = null;
        int? handoff = null;
        Channel? channel = null;
        AttemptOutcome? outcome = null;
        string? by = null;
        DateTimeOffset? at = null, judgedAt = null;
        DateOnly? day = null;
        bool? late = null;
        PersonalText? note = null;
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("leadId"u8)) lead = json.Id();
            else if (name.SequenceEqual("handoff"u8)) handoff = json.Number();
            else if (name.SequenceEqual("channel"u8)) channel = json.Code<Channel>();
            else if (name.SequenceEqual("outcome"u8)) outcome = json.Code<AttemptOutcome>();
            else if (name.SequenceEqual("attemptedBy"u8)) by = json.Text();
            else if (name.SequenceEqual("attemptedAt"u8)) at = json.Instant();
            else if (name.SequenceEqual("localDay"u8)) day = json.Day();
            else if (name.SequenceEqual("judgedAt"u8)) judgedAt = json.Instant();
            else if (name.SequenceEqual("late"u8)) late = json.Flag();
            else if (name.SequenceEqual("note"u8)) note = json.MaybePersonal();
            else json.Refuse();
        }
        return (lead, handoff, channel, outcome, by, at, day, judgedAt, late) is
            ({ } l, { } h, { } c, { } o, { } b, { } a, { } d, { } j, { } t)
            ? new ContactAttempted(new LeadId(l), h, c, o, b, a, d, j, t, note)
            : null;
    }

    private static LeadAssigned? Assigned(ref StoredJson json)
    {
        Guid? lead = null;
        string? assignee = null, by = null;
        DateTimeOffset? at = null;
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("leadId"u8)) lead = json.Id();
            else if (name.SequenceEqual("assignee"u8)) assignee = json.Text();
            else if (name.SequenceEqual("assignedBy"u8)) by = json.Text();
            else if (name.SequenceEqual("assignedAt"u8)) at = json.Instant();
            else json.Refuse();
        }
        return (lead, assignee, by, at) is ({ } l, { } s, { } b, { } a)
            ? new LeadAssigned(new LeadId(l), s, b, a)
            : null;
    }

    private static LeadHandedOff? HandedOff(ref StoredJson json)
    {
        Guid? lead = null;
        Person? person = null;
        Handoff? handoff = null;
        while (json.Next(out var name))
        {
            if (name.SequenceEqual("leadId"u8)) lead = json.Id();
            else if (name.SequenceEqual("person"u8)) person = PersonOf(ref json);
            else if (name.SequenceEqual("handoff"u8)) handoff = StoredHandoff.Read(ref json);
            else json.Refuse();
        }
        return (lead, person, handoff) is ({ } l, { } p, { } h) ? new LeadHandedOff(new LeadId(l), p, h) : null;
    }

    private static Person PersonOf(ref StoredJson json)
    {
        PersonalText? name = null, email = null, phone = null, company = null, reference = null;
        string? source = null;
        json.Enter();
        while (json.Next(out var field))
        {
            if (field.SequenceEqual("name"u8)) name = json.MaybePersonal();
            else if (field.SequenceEqual("email"u8)) email = json.MaybePersonal();
            else if (field.SequenceEqual("phone"u8)) phone = json.MaybePersonal();
            else if (field.SequenceEqual("company"u8)) company = json.MaybePersonal();
            else if (field.SequenceEqual("sourceSystem"u8)) source = json.MaybeText();
            else if (field.SequenceEqual("externalReference"u8)) reference = json.MaybePersonal();
            else json.Refuse();
        }
        return new Person(name, email, phone, company, source, reference);
    }
}

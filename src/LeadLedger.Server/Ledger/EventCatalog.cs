using System.Collections.Frozen;
using System.Text.Json;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Panels;
using LeadLedger.EventStore;

namespace LeadLedger.Server.Ledger;

/// <summary>
/// Which stored name stands for which event. The names are explicit, so that renaming a type can't change what is
/// stored, and they are the aliases by which Marten maps the events (docs/marten.md).
/// </summary>
public static class EventCatalog
{
    /// <summary>The stored name of the event with which a stream's key goes.</summary>
    public const string Erasure = "personal_data_erased";

    private static readonly (string Alias, Type Type)[] Entries =
    [
        ("lead_handed_off", typeof(LeadHandedOff)),
        ("lead_handed_off_again", typeof(LeadHandedOffAgain)),
        ("lead_assigned", typeof(LeadAssigned)),
        ("contact_attempted", typeof(ContactAttempted)),
        ("lead_progressed", typeof(LeadProgressed)),
        ("deal_won", typeof(DealWon)),
        ("deal_lost", typeof(DealLost)),
        ("lead_rejected", typeof(LeadRejected)),
        ("review_claimed", typeof(ReviewClaimed)),
        ("review_released", typeof(ReviewReleased)),
        ("rejection_withdrawn", typeof(RejectionWithdrawn)),
        ("vote_cast", typeof(VoteCast)),
        ("member_recused", typeof(MemberRecused)),
        ("ruling_issued", typeof(RulingIssued)),
        ("ruling_followed_up", typeof(RulingFollowedUp)),
        ("lead_returned_to_marketing", typeof(LeadReturnedToMarketing)),
        ("first_response_missed", typeof(FirstResponseMissed)),
        ("cadence_missed", typeof(CadenceMissed)),
        ("ruling_overdue", typeof(RulingOverdue)),
        ("breach_excused", typeof(BreachExcused)),
        ("reminder_given", typeof(ReminderGiven)),
        (Erasure, typeof(PersonalDataErased)),
        ("agreement_drafted", typeof(AgreementDrafted)),
        ("terms_proposed", typeof(TermsProposed)),
        ("terms_signed", typeof(TermsSigned)),
        ("agreement_terminated", typeof(AgreementTerminated)),
        ("sales_capacity_declared", typeof(SalesCapacityDeclared)),
        ("marketing_effort_logged", typeof(MarketingEffortLogged)),
        ("pacing_left_band", typeof(PacingLeftBand)),
        ("pacing_returned_to_band", typeof(PacingReturnedToBand)),
        ("month_closed", typeof(MonthClosed)),
        ("scorecard_issued", typeof(ScorecardIssued)),
        ("adjustment_booked", typeof(AdjustmentBooked)),
        ("strike_given", typeof(StrikeGiven)),
        ("termination_triggered", typeof(TerminationTriggered)),
        ("panel_seated", typeof(PanelSeated)),
        ("member_seated", typeof(MemberSeated)),
        ("member_left", typeof(MemberLeft)),
        ("chair_appointed", typeof(ChairAppointed)),
        ("rota_changed", typeof(RotaChanged)),
    ];

    private static readonly FrozenDictionary<string, Type> ByAlias =
        Entries.ToFrozenDictionary(entry => entry.Alias, entry => entry.Type, StringComparer.Ordinal);

    private static readonly FrozenDictionary<Type, string> ByType =
        Entries.ToFrozenDictionary(entry => entry.Type, entry => entry.Alias);

    /// <summary>All stored names with their types.</summary>
    public static IReadOnlyDictionary<string, Type> All => ByAlias;

    /// <summary>The stored name of an event.</summary>
    public static string Alias(object evt) => ByType[evt.GetType()];

    /// <summary>The payload as it is stored; personal text encrypted under the key.</summary>
    public static byte[] Write(object evt, PersonalKey? key) =>
        PersonalTextConverter.Under(
            key, () => JsonSerializer.SerializeToUtf8Bytes(evt, evt.GetType(), LedgerJson.Options));

    /// <summary>The payload as it is stored of a lead whose person was erased: nothing of what is said of them.</summary>
    public static byte[] WriteErased(object evt) => PersonalTextConverter.WithoutThePerson(
        () => JsonSerializer.SerializeToUtf8Bytes(evt, evt.GetType(), LedgerJson.Options));

    /// <summary>
    /// The event that was stored; null where the name isn't one of ours. Without the key, personal text is unreadable.
    /// </summary>
    /// <exception cref="UnreadableEventException">It is ours by name, but not by content.</exception>
    public static object? Read(RecordedEvent recorded, PersonalKey? key)
    {
        if (!ByAlias.TryGetValue(recorded.Type, out var type))
            return null;
        try
        {
            if (key is null && StoredEvents.Read(recorded.Type, recorded.Data.Span) is { } usual)
                return usual;
            return PersonalTextConverter.Under(
                key,
                (recorded.Data, Type: type),
                static stored => JsonSerializer.Deserialize(stored.Data.Span, stored.Type, LedgerJson.Options));
        }
        catch (Exception e) when (e is JsonException or System.Security.Cryptography.CryptographicException
                                      or ArgumentException or NotSupportedException or FormatException)
        {
            throw new UnreadableEventException(recorded.Position, recorded.Type, e);
        }
    }
}

/// <summary>An event of ours can't be read: nothing after it may be believed until a person has looked.</summary>
public sealed class UnreadableEventException : Exception
{
    public UnreadableEventException() { }
    public UnreadableEventException(string message) : base(message) { }
    public UnreadableEventException(string message, Exception inner) : base(message, inner) { }

    public UnreadableEventException(long position, string type, Exception inner)
        : base($"The event at position {position} ({type}) can't be read.", inner) => Position = position;

    public long Position { get; }
}

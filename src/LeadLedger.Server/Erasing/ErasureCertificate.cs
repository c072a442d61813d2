using System.Globalization;
using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Erasing;

/// <summary>What says that a person was erased, and what that means.</summary>
/// <param name="RecordedAt">By the database's clock.</param>
/// <param name="Event">The erasure in the ledger.</param>
/// <param name="PersonalEvents">How many of the lead's events held something about the person.</param>
/// <param name="Destroyed">What isn't there any more.</param>
/// <param name="Remaining">What is still there, and why.</param>
/// <param name="Proof">Where it is proved that the event is in the sealed ledger.</param>
public sealed record ErasureCertificate(
    LeadId LeadId,
    ErasureGround Ground,
    string ErasedBy,
    DateTimeOffset ErasedAt,
    DateTimeOffset RecordedAt,
    ErasureEvent Event,
    int PersonalEvents,
    DestroyedKey Destroyed,
    IReadOnlyList<RemainingPart> Remaining,
    string Proof)
{
    private static readonly IReadOnlyList<RemainingPart> Remains =
    [
        new("The lead's events with the person's data as ciphertext.",
            "Events are never changed, and seals and totals rest on them. Without the key nobody reads it again."),
        new("The lead's codes, times, values and outcomes, and who of the company did what.",
            "They say nothing of who the person was, and the agreement's account rests on them."),
        new("The lead's id, and keyed digests of its requests.",
            "They were made with a secret that isn't in the database, so they can't be tried out; by them a record of "
            + "the same person is refused."),
        new("Backups of the keys from before the erasure.",
            "They are the operator's to destroy when their time has come; a restore applies the list of erasures "
            + "again."),
    ];

    /// <summary>Of a lead's whole stream; null: its person isn't erased.</summary>
    internal static ErasureCertificate? Of(StreamSlice slice)
    {
        if (slice.Events.FirstOrDefault(recorded => recorded.Type == EventCatalog.Erasure) is not { } recorded
            || EventCatalog.Read(recorded, key: null) is not PersonalDataErased erased)
            return null;
        return new ErasureCertificate(
            erased.LeadId,
            erased.Ground,
            erased.ErasedBy,
            erased.ErasedAt,
            recorded.RecordedAt,
            new ErasureEvent(recorded.Id, recorded.Position, recorded.Version),
            slice.Events.Count(HoldsPersonalText),
            new DestroyedKey(
                "The lead's own key, under which everything about the person was encrypted.", erased.MasterKeyId),
            Remains,
            string.Create(CultureInfo.InvariantCulture, $"/v1/audit/proofs/inclusion?position={recorded.Position}"));
    }

    /// <summary>As the list outside the database has it.</summary>
    internal ListedErasure Listed => new(LeadId.Value, Ground, ErasedBy, ErasedAt, Destroyed.MasterKeyId, Event.Id);

    private static bool HoldsPersonalText(RecordedEvent recorded) =>
        recorded.Data.Span.IndexOf("\"enc:v1:"u8) >= 0;
}

/// <summary>The erasure in the ledger.</summary>
/// <param name="Version">Its place in the lead's stream.</param>
public sealed record ErasureEvent(Guid Id, long Position, long Version);

/// <summary>What isn't there any more.</summary>
/// <param name="MasterKeyId">Under which master key it was wrapped; null: it was gone already.</param>
public sealed record DestroyedKey(string What, string? MasterKeyId);

/// <summary>Something that is still there.</summary>
public sealed record RemainingPart(string What, string Why);

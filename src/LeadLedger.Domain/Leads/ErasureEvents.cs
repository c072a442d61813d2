namespace LeadLedger.Domain.Leads;

/// <summary>Why a person was erased.</summary>
public enum ErasureGround
{
    /// <summary>The person asked for it.</summary>
    SubjectsRequest,

    /// <summary>The person no longer agrees to being kept.</summary>
    ConsentWithdrawn,

    /// <summary>The time has passed for which they might be kept.</summary>
    RetentionEnded,

    Other,
}

/// <summary>
/// The key under which everything about the person was encrypted is destroyed, in the same transaction: what the
/// lead's events say of them can't be read any more, before this event or after it. The lead itself goes on.
/// </summary>
/// <param name="ErasedAt">When it was decided.</param>
/// <param name="MasterKeyId">
/// The master key under which the destroyed key was wrapped; null: there was no key to destroy any more.
/// </param>
public sealed record PersonalDataErased(
    LeadId LeadId,
    ErasureGround Ground,
    string ErasedBy,
    DateTimeOffset ErasedAt,
    string? MasterKeyId = null) : LeadEvent;

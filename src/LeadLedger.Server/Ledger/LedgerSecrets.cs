using LeadLedger.EventStore;

namespace LeadLedger.Server.Ledger;

/// <summary>What must never be in the database, nor in a backup of it (domain.md, Erasure).</summary>
/// <param name="CurrentMasterKey">The id of the master key under which new leads' keys are wrapped.</param>
/// <param name="MasterKeys">All master keys by id, 32 bytes each; older ones stay to unwrap what they wrapped.</param>
/// <param name="IdentitySecret">
/// Keys the HMACs by which ids are made from external references and requests are recognised; never rotated.
/// </param>
public sealed record LedgerSecrets(
    string CurrentMasterKey,
    IReadOnlyDictionary<string, byte[]> MasterKeys,
    byte[] IdentitySecret)
{
    /// <summary>Wraps a new stream's key for keeping.</summary>
    public WrappedKey Wrap(PersonalKey key) => new(CurrentMasterKey, key.WrapUnder(MasterKeys[CurrentMasterKey]));

    /// <summary>
    /// The stream's key; null where it has none (any more). The ledger decides and not the vault: what a backup brought
    /// back of an erased person's stays closed.
    /// </summary>
    /// <param name="slice">As much of the stream as there is, or it wouldn't be seen that it is erased.</param>
    /// <exception cref="KeyNotFoundException">It was wrapped under a master key that isn't at hand.</exception>
    public PersonalKey? KeyOf(StreamSlice slice) =>
        IsErased(slice) ? null : Unwrap(slice.StreamId, slice.Key);

    /// <summary>Whether the stream says itself that its person was erased.</summary>
    public static bool IsErased(StreamSlice slice)
    {
        // It is among the last, if it is there: what comes after an erasure is little.
        for (var i = slice.Events.Count - 1; i >= 0; i--)
        {
            if (slice.Events[i].Type == EventCatalog.Erasure)
                return true;
        }
        return false;
    }

    private PersonalKey? Unwrap(Guid streamId, WrappedKey? wrapped)
    {
        if (wrapped is null)
            return null;
        if (!MasterKeys.TryGetValue(wrapped.MasterKeyId, out var masterKey))
            throw new KeyNotFoundException($"The master key {wrapped.MasterKeyId} isn't among those configured.");
        return PersonalKey.Unwrap(streamId, wrapped.Ciphertext, masterKey);
    }

    public override string ToString() => nameof(LedgerSecrets);
}

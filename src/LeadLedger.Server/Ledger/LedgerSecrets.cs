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
    private volatile MasterKeyRing ring = new(CurrentMasterKey, MasterKeys);

    /// <summary>The master keys as they are now: those that it was made with, until others were taken on.</summary>
    public MasterKeyRing Ring => ring;

    /// <summary>
    /// Where the keys as they are now can be read, for when one is met that isn't known yet; null: nowhere.
    /// </summary>
    public Func<MasterKeyRing?>? Reread { get; init; }

    /// <summary>Goes on with these master keys: they were rotated while this runs (docs/erasure.md).</summary>
    public void Take(MasterKeyRing newer) => ring = newer;

    /// <summary>Wraps a stream's key for keeping, under the current master key.</summary>
    public WrappedKey Wrap(PersonalKey key)
    {
        var now = ring;
        return new(now.Current, key.WrapUnder(now.Keys[now.Current]));
    }

    /// <summary>
    /// The stream's key; null where it has none (any more). The ledger decides and not the vault: what a backup brought
    /// back of an erased person's stays closed.
    /// </summary>
    /// <param name="slice">As much of the stream as there is, or it wouldn't be seen that it is erased.</param>
    /// <exception cref="KeyNotFoundException">It was wrapped under a master key that isn't at hand.</exception>
    public PersonalKey? KeyOf(StreamSlice slice) =>
        slice.Key is not { } wrapped || IsErased(slice) ? null : Unwrap(slice.StreamId, wrapped);

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

    /// <summary>A key as it was kept.</summary>
    /// <inheritdoc cref="KeyOf" path="/exception"/>
    public PersonalKey Unwrap(Guid streamId, WrappedKey wrapped) =>
        PersonalKey.Unwrap(streamId, wrapped.Ciphertext, MasterKey(wrapped.MasterKeyId));

    public override string ToString() => nameof(LedgerSecrets);

    private byte[] MasterKey(string id)
    {
        if (ring.Keys.TryGetValue(id, out var known))
            return known;
        // Another node, or the rotation, was told of it before this one.
        if (Reread?.Invoke() is { } newer)
            Take(newer);
        return ring.Keys.TryGetValue(id, out var found)
            ? found
            : throw new KeyNotFoundException($"The master key {id} isn't among those configured.");
    }
}

/// <summary>The master keys that there are, and which of them wraps new keys.</summary>
/// <param name="Keys">By id; the same arrays for as long as it lives.</param>
public sealed record MasterKeyRing(string Current, IReadOnlyDictionary<string, byte[]> Keys)
{
    public override string ToString() => nameof(MasterKeyRing);
}

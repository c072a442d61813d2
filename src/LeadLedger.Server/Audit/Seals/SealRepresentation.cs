using LeadLedger.EventStore.Sealing;

namespace LeadLedger.Server.Audit.Seals;

/// <summary>A checkpoint, as it is shown.</summary>
/// <param name="TreeSize">How many events it seals: the ledger's first so many.</param>
/// <param name="Root">The root of the tree over them: SHA-256, base64.</param>
/// <param name="LastPosition">The position of the last of them.</param>
/// <param name="KeyId">The key that signed it.</param>
/// <param name="Note">What is signed, and the signatures: to be kept, and to be checked without us.</param>
internal sealed record SealRead(
    long TreeSize, string Root, long LastPosition, DateTimeOffset MadeAt, string KeyId, string Note)
{
    public static SealRead Of(SignedCheckpoint signed) => new(
        signed.Checkpoint.TreeSize,
        signed.Checkpoint.Root.ToString(),
        signed.Checkpoint.LastPosition,
        signed.Checkpoint.MadeAt,
        signed.Signatures[0].KeyId,
        signed.Note);
}

/// <summary>That an event is among those that a checkpoint seals.</summary>
/// <param name="Index">Of the event's leaf in the tree, from 0.</param>
/// <param name="LeafHash">The hash of its leaf, base64.</param>
/// <param name="Path">RFC 9162, 2.1.3.1: hashes in base64, from the leaf up.</param>
/// <param name="Seal">Whose root they lead to.</param>
internal sealed record InclusionRead(
    long Position, long Index, string LeafHash, IReadOnlyList<string> Path, SealRead Seal);

/// <summary>That the events which a checkpoint seals are the first of those that a later one does.</summary>
/// <param name="Proof">RFC 9162, 2.1.4.1: hashes in base64.</param>
internal sealed record ConsistencyRead(SealRead From, SealRead To, IReadOnlyList<string> Proof);

/// <summary>A public key that seals are checked with.</summary>
/// <param name="Sha256">Of the key in DER (SubjectPublicKeyInfo), hex: to be compared by people.</param>
/// <param name="FirstTreeSize">The size of the first tree that it signed; null: none yet.</param>
/// <param name="IsCurrent">Whether this node signs with it.</param>
internal sealed record SealKeyRead(string Id, string Pem, string Sha256, long? FirstTreeSize, bool IsCurrent);

/// <summary>All keys of a ledger.</summary>
internal sealed record SealKeysRead(Guid LedgerId, IReadOnlyList<SealKeyRead> Keys);

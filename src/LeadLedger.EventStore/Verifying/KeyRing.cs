using System.Security.Cryptography;
using LeadLedger.EventStore.Sealing;

namespace LeadLedger.EventStore.Verifying;

/// <summary>
/// The keys that may have signed, and whose word they have. A key that took over is vouched for by the one before it:
/// both have signed its first checkpoint (ADR-0018).
/// </summary>
public sealed class KeyRing
{
    private readonly List<SealPublicKey> _keys = [];
    private readonly Dictionary<SealPublicKey, KeyTrust> _trust = [];
    private readonly bool _areGiven;

    private KeyRing(IReadOnlyList<SealPublicKey> given)
    {
        _areGiven = given.Count > 0;
        foreach (var key in given)
            Add(key, KeyTrust.Given);
    }

    /// <summary>Every key, the given ones first.</summary>
    public IReadOnlyList<KeyStanding> Standings => [.. _keys.Select(key => new KeyStanding(key, _trust[key]))];

    /// <summary>The ledger's keys, and those that were given.</summary>
    internal static async Task<KeyRing> Of(
        SealTables tables, IReadOnlyList<SealPublicKey> given, Findings findings, CancellationToken cancellation)
    {
        var ring = new KeyRing(given);
        var firsts = new List<SignedCheckpoint>();
        foreach (var (id, spki, from) in await tables.Keys(cancellation).ConfigureAwait(false))
        {
            if (ring.TryAdd(id, spki) is not { } key)
                findings.Add(new Finding(FindingKind.KeyUnknown, $"What the ledger keeps as the key {id} isn't one."));
            else if (await tables.Note(from, cancellation).ConfigureAwait(false) is { } text
                && SignedCheckpoint.Parse(text) is { } first && first.IsSignedBy(key))
                firsts.Add(first);
        }
        ring.Vouch(firsts);
        return ring;
    }

    /// <summary>Keys that come without a ledger, with checkpoints that two of them may have signed.</summary>
    public static KeyRing Of(
        IReadOnlyList<SealPublicKey> own,
        IReadOnlyList<SealPublicKey> given,
        IReadOnlyList<SignedCheckpoint> checkpoints)
    {
        var ring = new KeyRing(given);
        foreach (var key in own)
            ring.Add(key, ring._areGiven ? KeyTrust.Unknown : KeyTrust.SelfAsserted);
        ring.Vouch(checkpoints);
        return ring;
    }

    /// <summary>Says why the signatures under a checkpoint don't count; null: they do.</summary>
    public Finding? Fault(SignedCheckpoint note, string name)
    {
        var position = note.Checkpoint.LastPosition;
        foreach (var signature in note.Signatures)
        {
            foreach (var key in _keys.Where(key => key.Fingerprint == signature.Fingerprint))
            {
                if (!note.IsSignedBy(key))
                    return new(FindingKind.CheckpointBroken, $"The signature under {name} is wrong.", Until: position);
                if (_trust[key] != KeyTrust.Unknown)
                    return null;
            }
        }
        var first = note.Signatures[0];
        return new(
            FindingKind.KeyUnknown,
            _areGiven
                ? $"{Capital(name)} is signed by the key {first.KeyId}, which isn't one that was given."
                : $"{Capital(name)} is signed by a key {first.KeyId} that isn't among the ledger's own.",
            Until: position);
    }

    private void Vouch(IReadOnlyList<SignedCheckpoint> together)
    {
        bool moved;
        do
        {
            moved = false;
            foreach (var checkpoint in together)
            {
                var signers = _keys.Where(checkpoint.IsSignedBy).ToList();
                if (!signers.Exists(key => _trust[key] is KeyTrust.Given or KeyTrust.Vouched))
                    continue;
                foreach (var key in signers.Where(key => _trust[key] == KeyTrust.Unknown))
                {
                    _trust[key] = KeyTrust.Vouched;
                    moved = true;
                }
            }
        }
        while (moved);
    }

    private SealPublicKey? TryAdd(string id, byte[] spki)
    {
        try
        {
            return Add(new SealPublicKey(id, spki), _areGiven ? KeyTrust.Unknown : KeyTrust.SelfAsserted);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private SealPublicKey Add(SealPublicKey key, KeyTrust trust)
    {
        if (_keys.Find(one => one.Spki.Span.SequenceEqual(key.Spki.Span)) is { } known)
            return known;
        _keys.Add(key);
        _trust.Add(key, trust);
        return key;
    }

    private static string Capital(string words) => char.ToUpperInvariant(words[0]) + words[1..];
}

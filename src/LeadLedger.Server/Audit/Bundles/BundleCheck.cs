using System.Security.Cryptography;
using LeadLedger.EventStore.Sealing;
using LeadLedger.EventStore.Verifying;

namespace LeadLedger.Server.Audit.Bundles;

/// <summary>What was checked of a bundle, and what is wrong with it.</summary>
/// <param name="Proven">How many events are shown and proven.</param>
/// <param name="Withheld">Of how many only the hash is there, and proven.</param>
/// <param name="Hidden">What the bundle says of the first of those, which nothing proves.</param>
/// <param name="Anchored">How it was held against the anchor; null: none was given.</param>
/// <param name="Faults">What is wrong; empty: nothing.</param>
internal sealed record BundleVerification(
    BundleManifest Manifest,
    Checkpoint? Checkpoint,
    int Proven,
    int Withheld,
    IReadOnlyList<string> Hidden,
    string? Anchored,
    IReadOnlyList<KeyStanding> Keys,
    IReadOnlyList<string> Faults)
{
    public bool IsAltered => Faults.Count > 0;
}

/// <summary>Checks a bundle by itself: no database, no network.</summary>
internal sealed class BundleCheck
{
    private const int MostFaults = 50;

    private readonly IReadOnlyDictionary<string, byte[]> _files;
    private readonly BundleManifest _manifest;
    private readonly List<string> _faults = [];

    private BundleCheck(IReadOnlyDictionary<string, byte[]> files)
    {
        _files = files;
        _manifest = files.TryGetValue(BundleFormat.Manifest, out var manifest)
            && BundleReader.Json<BundleManifest>(manifest) is { } read
            && !read.Files.Contains(null!) && !read.Streams.Contains(null!)
                ? read
                : throw new CannotVerifyException("The archive has no manifest of a bundle.");
        if (_manifest.Format != BundleFormat.Name)
            throw new CannotVerifyException($"This program knows {BundleFormat.Name}, and no other form.");
    }

    /// <summary>Checks it.</summary>
    /// <param name="path">The archive.</param>
    /// <param name="keys">Public keys from elsewhere.</param>
    /// <param name="anchor">The anchor, if there is one.</param>
    /// <exception cref="CannotVerifyException">It can't be checked.</exception>
    public static BundleVerification Run(
        string path, IReadOnlyList<SealPublicKey> keys, Func<IEnumerable<Anchor>>? anchor)
    {
        var check = new BundleCheck(BundleReader.Read(path));
        check.CompareFiles();
        var given = check.Given(BundleFormat.Checkpoint) is { } note
            ? SignedCheckpoint.Parse(BundleReader.Text(note)) : null;
        var ring = KeyRing.Of(check.OwnKeys(), keys, [.. check.Rotations()]);
        if (given is null)
            check.Fault("checkpoint.txt isn't a checkpoint.");
        else
            check.CheckCheckpoint(given, ring);
        var events = new BundledEvents(check._manifest, given?.Checkpoint, check.Fault);
        if (check.Given(BundleFormat.Events) is { } lines)
            events.Check(lines);
        var from = check.CheckConsistency(given, ring);
        var anchored = anchor is null || given is null ? null : check.CompareAnchor(anchor(), given.Checkpoint, from);
        return new BundleVerification(
            check._manifest, given?.Checkpoint, events.Proven, events.Withheld, events.Hidden, anchored,
            ring.Standings, check._faults);
    }

    /// <summary>The manifest lists every file, and each is what it says.</summary>
    private void CompareFiles()
    {
        var listed = _manifest.Files.Select(file => file.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var file in _manifest.Files)
        {
            if (!_files.TryGetValue(file.Name, out var content))
                Fault($"{Shown(file.Name)} is missing.");
            else if (Convert.ToHexStringLower(SHA256.HashData(content)) != file.Sha256)
                Fault($"{Shown(file.Name)} isn't what the manifest says.");
        }
        foreach (var name in _files.Keys.Where(name => name != BundleFormat.Manifest && !listed.Contains(name)))
            Fault($"{Shown(name)} isn't in the manifest.");
        foreach (var name in (string[])[BundleFormat.Checkpoint, BundleFormat.Events])
        {
            if (!listed.Contains(name))
                Fault($"{name} isn't in the manifest.");
        }
    }

    private void CheckCheckpoint(SignedCheckpoint given, KeyRing ring)
    {
        if (given.Checkpoint.LedgerId != _manifest.LedgerId || given.Checkpoint.TreeSize != _manifest.TreeSize)
            Fault("checkpoint.txt isn't the checkpoint that the manifest names.");
        if (ring.Fault(given, "the checkpoint") is { } fault)
            Fault(fault.Words);
    }

    private List<SealPublicKey> OwnKeys()
    {
        var keys = new List<SealPublicKey>();
        foreach (var (name, content) in InKeys(".pem"))
        {
            try
            {
                keys.Add(SealPublicKey.FromPem(Path.GetFileNameWithoutExtension(name), BundleReader.Text(content)));
            }
            catch (CryptographicException)
            {
                Fault($"{Shown(name)} isn't a public key.");
            }
        }
        return keys;
    }

    private IEnumerable<SignedCheckpoint> Rotations() => InKeys(".txt")
        .Select(file => SignedCheckpoint.Parse(BundleReader.Text(file.Value)))
        .OfType<SignedCheckpoint>()
        .Where(rotation => rotation.Checkpoint.LedgerId == _manifest.LedgerId);

    private IEnumerable<KeyValuePair<string, byte[]>> InKeys(string ending) => _files.Where(file =>
        file.Key.StartsWith(BundleFormat.KeysFolder, StringComparison.Ordinal)
        && file.Key.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>The anchored checkpoint that the bundle's continues, if it says so and that is right.</summary>
    private Checkpoint? CheckConsistency(SignedCheckpoint? given, KeyRing ring)
    {
        if (given is null || Given(BundleFormat.Consistency) is not { } content)
            return null;
        var claimed = BundleReader.Json<BundleConsistency>(content);
        if (claimed is null || SignedCheckpoint.Parse(claimed.From) is not { } from
            || Hashes(claimed.Proof) is not { } proof)
        {
            Fault("consistency.json isn't a proof.");
            return null;
        }
        if (ring.Fault(from, "the anchored checkpoint") is { } fault)
            Fault(fault.Words);
        var (one, other) = (from.Checkpoint, given.Checkpoint);
        if (one.LedgerId == other.LedgerId
            && MerkleTree.IsConsistent(one.TreeSize, one.Root, other.TreeSize, other.Root, proof))
            return one;
        Fault("consistency.json doesn't prove that the checkpoint continues the anchored one.");
        return null;
    }

    /// <summary>Looks for the bundle's checkpoint, or the one it continues, in the anchor.</summary>
    private string CompareAnchor(IEnumerable<Anchor> anchor, Checkpoint given, Checkpoint? from)
    {
        string? found = null;
        foreach (var (line, note, _) in anchor)
        {
            if (note?.Checkpoint is not { } checkpoint)
                continue;
            if (checkpoint.LedgerId != given.LedgerId)
                throw new CannotVerifyException($"The anchor is that of the ledger {checkpoint.LedgerId}.");
            var same = checkpoint.TreeSize == given.TreeSize ? given
                : checkpoint.TreeSize == from?.TreeSize ? from
                : null;
            if (same is null)
                continue;
            if (same.Root != checkpoint.Root)
                Fault($"The anchor's checkpoint over {checkpoint.TreeSize} events (line {line}) has another root.");
            found = ReferenceEquals(same, given)
                ? $"the checkpoint stands in it, at line {line}"
                : $"the checkpoint continues the one at line {line}";
        }
        return found ?? (_faults.Count > 0
            ? "neither the checkpoint nor one that it continues is in it"
            : throw new CannotVerifyException(
                "The anchor has neither the bundle's checkpoint nor the one that it continues: it says nothing."));
    }

    private byte[]? Given(string name) => _files.GetValueOrDefault(name);

    private void Fault(string words)
    {
        if (_faults.Count < MostFaults)
            _faults.Add(words);
    }

    internal static IReadOnlyList<TreeHash>? Hashes(IReadOnlyList<string> base64)
    {
        var hashes = new List<TreeHash>(base64.Count);
        foreach (var text in base64)
        {
            if (text is null || !TreeHash.TryParse(text, out var hash))
                return null;
            hashes.Add(hash);
        }
        return hashes;
    }

    /// <summary>A name that the manifest gives may be anything.</summary>
    internal static string Shown(string? name) => string.Concat((name ?? "").Take(80).Select(letter =>
        char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-' or '/' ? letter : '?'));
}

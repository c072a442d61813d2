using LeadLedger.EventStore.Sealing;

namespace LeadLedger.Server.Audit.Bundles;

/// <summary>
/// Checks the events of a bundle: each is what was hashed, each hash is in the tree, and no version is left out.
/// </summary>
/// <param name="checkpoint">Null: there is none that anything could be proven against.</param>
/// <param name="fault">Takes in what is wrong.</param>
internal sealed class BundledEvents(BundleManifest manifest, Checkpoint? checkpoint, Action<string> fault)
{
    private const int MostHidden = 50;

    private readonly Dictionary<Guid, long> _versions = [];
    private readonly List<string> _hidden = [];
    private BundleEvent? _last;

    /// <summary>How many events are shown and proven.</summary>
    public int Proven { get; private set; }

    /// <summary>Of how many only the hash is there, and proven.</summary>
    public int Withheld { get; private set; }

    /// <summary>What the bundle says of the first withheld ones.</summary>
    public IReadOnlyList<string> Hidden => _hidden;

    public void Check(byte[] lines)
    {
        var number = 0;
        foreach (var range in lines.AsSpan().Split((byte)'\n'))
        {
            number++;
            var line = lines.AsSpan()[range];
            if (line.IsEmpty)
                continue;
            if (BundleReader.Json<BundleEvent>(line) is not { } it)
                fault($"Line {number} of events.ndjson isn't an event.");
            else
                Check(it);
        }
        foreach (var stream in manifest.Streams)
        {
            if (_versions.GetValueOrDefault(stream.Id) != stream.Events)
                fault($"The manifest says that there are {stream.Events} events of the {Kind(stream)} {stream.Id}.");
        }
        if (_versions.GetValueOrDefault(manifest.LeadId) != manifest.LeadVersion)
            fault($"The lead was at version {manifest.LeadVersion}, and that isn't how many events are here.");
    }

    private void Check(BundleEvent it)
    {
        if (_last is { } last && (last.Position >= it.Position || last.Index >= it.Index))
            fault($"The event at position {it.Position} isn't in order.");
        _last = it;
        var before = _versions.GetValueOrDefault(it.StreamId);
        if (it.Version != before + 1)
            fault($"The event at position {it.Position} has version {it.Version}, after version {before}.");
        _versions[it.StreamId] = it.Version;
        if (!manifest.Streams.Any(stream => stream.Id == it.StreamId))
            fault($"The event at position {it.Position} is of a stream that the manifest doesn't name.");
        var isShown = it.Leaf is not null;
        if (isShown && !IsLeaf(it))
            fault($"The event at position {it.Position} was changed: it isn't what its hash is of.");
        else if (!IsIncluded(it))
            fault($"The event at position {it.Position} isn't proven to be in the ledger.");
        else if (isShown)
            Proven++;
        else
            Withhold(it);
    }

    private void Withhold(BundleEvent it)
    {
        Withheld++;
        if (_hidden.Count < MostHidden)
            _hidden.Add($"version {it.Version}, said to be {BundleCheck.Shown(it.Type)}, of the stream {it.StreamId}");
    }

    private static bool IsLeaf(BundleEvent it)
    {
        try
        {
            var leaf = it.Leaf!.ToLeaf();
            return leaf.Hash.ToString() == it.Hash
                && (leaf.Position, leaf.StreamId, leaf.Version, leaf.Type)
                    == (it.Position, it.StreamId, it.Version, it.Type);
        }
        catch (Exception unlike) when (unlike is FormatException or ArgumentException)
        {
            return false;
        }
    }

    private bool IsIncluded(BundleEvent it) => checkpoint is not null
        && it.Position <= checkpoint.LastPosition
        && TreeHash.TryParse(it.Hash, out var hash)
        && BundleCheck.Hashes(it.Path) is { } path
        && MerkleTree.IsIncluded(hash, it.Index, checkpoint.TreeSize, path, checkpoint.Root);

    private static string Kind(BundleStream stream) =>
        stream.Kind is "lead" or "agreement" or "panel" ? stream.Kind : "stream";
}

namespace LeadLedger.EventStore.Sealing;

/// <summary>The keys that seal: one that signs, and older ones that hand over to it.</summary>
public sealed class SealKeys : IDisposable
{
    private readonly IReadOnlyList<SealKey> _all;

    /// <param name="all">At least one; disposed of with this.</param>
    /// <param name="current">The id of the one that signs.</param>
    public SealKeys(IReadOnlyList<SealKey> all, string current)
    {
        _all = all;
        Current = all.Single(key => key.Id == current);
    }

    /// <summary>Signs from now on.</summary>
    public SealKey Current { get; }

    /// <summary>Every key at hand.</summary>
    public IReadOnlyList<SealKey> All => _all;

    /// <summary>The key with this fingerprint, if it is at hand.</summary>
    public SealKey? Find(uint fingerprint) => _all.FirstOrDefault(key => key.Public.Fingerprint == fingerprint);

    public void Dispose()
    {
        foreach (var key in _all)
            key.Dispose();
    }
}

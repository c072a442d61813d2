using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Erasing;

/// <summary>What came of wrapping keys anew.</summary>
/// <param name="Rewrapped">How many are under the current master key now that weren't.</param>
/// <param name="Left">How many are under master keys that aren't at hand, by these keys' ids.</param>
public sealed record RewrapResult(long Rewrapped, IReadOnlyDictionary<string, long> Left);

/// <summary>
/// Wraps every lead's key under the current master key, while nodes serve: the keys themselves stay the same, so
/// nothing that is encrypted changes. It goes over all keys until none is left, and can be broken off and begun again
/// anywhere.
/// </summary>
public sealed class Rewrapping(KeyVault vault, LedgerSecrets secrets)
{
    private const int AtOnce = 1000;

    /// <param name="progress">Told of how many were wrapped anew until then.</param>
    /// <param name="cancellation">Breaks it off between two batches.</param>
    public async Task<RewrapResult> Run(IProgress<long> progress, CancellationToken cancellation)
    {
        var rewrapped = 0L;
        // A node that hasn't looked at the secrets file yet wraps new leads' keys as before: hence another round.
        while (await Round(done => progress.Report(rewrapped + done), cancellation) is > 0 and var inThisRound)
            rewrapped += inThisRound;
        var counts = await vault.Count(cancellation);
        return new RewrapResult(
            rewrapped, counts.Where(count => count.Key != secrets.Ring.Current).ToDictionary());
    }

    private async Task<long> Round(Action<long> told, CancellationToken cancellation)
    {
        var (done, after) = (0L, (Guid?)null);
        while (true)
        {
            var keys = await vault.ReadUnderOthers(secrets.Ring.Current, after, AtOnce, cancellation);
            if (keys.Count == 0)
                return done;
            after = keys[^1].StreamId;
            var anew = keys
                .Where(key => secrets.Ring.Keys.ContainsKey(key.Wrapped.MasterKeyId))
                .Select(Rewrap)
                .ToArray();
            if (anew.Length == 0)
                continue;
            done += await vault.Rewrap(anew, cancellation);
            told(done);
        }
    }

    private RewrappedKey Rewrap(KeptKey kept)
    {
        using var key = secrets.Unwrap(kept.StreamId, kept.Wrapped);
        return new RewrappedKey(kept.StreamId, kept.Wrapped.Ciphertext, secrets.Wrap(key));
    }
}

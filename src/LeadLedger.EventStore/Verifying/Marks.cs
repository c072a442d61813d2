namespace LeadLedger.EventStore.Verifying;

/// <summary>
/// Every signed word on what the tree's root was, the smallest tree first: the ledger's own checkpoints and the
/// anchor's, the ledger's own first where both are over as many events.
/// </summary>
internal sealed class Marks : IAsyncDisposable
{
    private readonly IAsyncEnumerator<Mark> _own;
    private readonly IEnumerator<Mark>? _anchored;
    private Mark? _nextOwn;
    private Mark? _nextAnchored;
    private long _lastOwnSize;

    private Marks(IAsyncEnumerator<Mark> own, IEnumerator<Mark>? anchored) => (_own, _anchored) = (own, anchored);

    /// <summary>The next one; null: there is none left.</summary>
    public Mark? Next { get; private set; }

    public static async Task<Marks> Open(IAsyncEnumerable<Mark> own, IEnumerable<Mark>? anchored)
    {
        var marks = new Marks(own.GetAsyncEnumerator(), anchored?.GetEnumerator());
        await marks.ReadOwn().ConfigureAwait(false);
        marks.ReadAnchored();
        marks.Choose();
        return marks;
    }

    /// <summary>Goes to the next one.</summary>
    public async ValueTask Advance()
    {
        if (Next is { IsAnchored: true })
        {
            ReadAnchored();
        }
        else
        {
            _lastOwnSize = _nextOwn!.Size;
            await ReadOwn().ConfigureAwait(false);
        }
        Choose();
    }

    public async ValueTask DisposeAsync()
    {
        await _own.DisposeAsync().ConfigureAwait(false);
        _anchored?.Dispose();
    }

    private void Choose() => Next = _nextAnchored is { } anchored && (_nextOwn is null || anchored.Size < _nextOwn.Size)
        ? anchored with { IsGone = anchored.Size != _lastOwnSize }
        : _nextOwn;

    private async ValueTask ReadOwn() =>
        _nextOwn = await _own.MoveNextAsync().ConfigureAwait(false) ? _own.Current : null;

    private void ReadAnchored() => _nextAnchored = _anchored?.MoveNext() == true ? _anchored.Current : null;
}

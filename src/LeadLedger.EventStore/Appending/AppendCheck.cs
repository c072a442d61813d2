using System.Buffers;

namespace LeadLedger.EventStore.Appending;

/// <summary>
/// What can be seen of an append before it is sent. One that PostgreSQL would refuse fails the statement of its whole
/// group, so the ordinary cases are caught here and the rest is sorted out by running the group again in parts.
/// </summary>
internal static class AppendCheck
{
    private static readonly SearchValues<char> NotInText = SearchValues.Create(
        [.. Enumerable.Range('\uD800', 0x800).Select(c => (char)c), '\0']);

    /// <exception cref="ArgumentException">It breaks the port's own rules: a bug of the caller.</exception>
    /// <exception cref="UnstorableEventException">It holds what can't be stored.</exception>
    public static PendingAppend Check(StreamAppend append)
    {
        ArgumentNullException.ThrowIfNull(append);
        CheckShape(append);
        CheckText(append.StreamType);
        CheckText(append.WrappedKey?.MasterKeyId);
        var headers = new byte[append.Events.Count][];
        var bytes = 0;
        for (var i = 0; i < headers.Length; i++)
        {
            var e = append.Events[i];
            CheckText(e.Type);
            CheckMetadata(e.Metadata);
            CheckPayload(e.Data.Span);
            headers[i] = EventHeaders.Write(e.Metadata);
            bytes += e.Data.Length + headers[i].Length;
        }
        return new PendingAppend(append, headers, bytes);
    }

    private static void CheckShape(StreamAppend append)
    {
        if (append.Events.Count == 0)
            throw new ArgumentException("An append has at least one event.", nameof(append));
        ArgumentOutOfRangeException.ThrowIfNegative(append.ExpectedVersion);
        if (append.WrappedKey is not null && append.ExpectedVersion != 0)
            throw new ArgumentException("A key is kept with a stream's first event only.", nameof(append));
        if (append.ErasesKey && append.ExpectedVersion == 0)
            throw new ArgumentException("A stream that isn't there has no key to erase.", nameof(append));
        foreach (var guard in append.Guards)
        {
            if (guard.StreamId == append.StreamId)
                throw new ArgumentException("A stream's own version is its guard already.", nameof(append));
            // A stream that isn't there has no row to lock, so nothing would hold it at 0.
            if (guard.Version < 1)
                throw new ArgumentException("Only a stream that exists can be guarded.", nameof(append));
        }
    }

    private static void CheckMetadata(EventMetadata metadata)
    {
        CheckText(metadata.Actor);
        CheckText(metadata.Role);
        CheckText(metadata.CorrelationId);
        CheckText(metadata.CausationId);
        CheckText(metadata.IdempotencyKey);
        CheckText(metadata.RequestHash);
    }

    private static void CheckText(string? text)
    {
        if (text is null)
            return;
        var at = text.AsSpan().IndexOfAny(NotInText);
        while (at >= 0)
        {
            if (!IsPair(text, at))
                throw new UnstorableEventException("A text holds U+0000 or half of a surrogate pair.");
            var next = text.AsSpan(at + 2).IndexOfAny(NotInText);
            at = next < 0 ? -1 : at + 2 + next;
        }
    }

    private static bool IsPair(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]);

    private static void CheckPayload(ReadOnlySpan<byte> json)
    {
        var rest = json;
        for (var at = rest.IndexOf("\\u0000"u8); at >= 0; at = rest.IndexOf("\\u0000"u8))
        {
            // After an even number of backslashes this one is itself escaped, and the text says so in plain letters.
            var before = 0;
            while (before < at && rest[at - 1 - before] == (byte)'\\')
                before++;
            if (before % 2 == 0)
                throw new UnstorableEventException("A JSON text holds U+0000, which PostgreSQL can't store.");
            rest = rest[(at + 6)..];
        }
    }
}

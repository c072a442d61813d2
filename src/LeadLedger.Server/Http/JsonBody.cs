using System.Buffers;
using System.Text.Json;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Http;

/// <summary>A value that was read, or the reason why it couldn't be.</summary>
public readonly record struct Reading<T>(T? Value, Problem? Problem)
    where T : class;

/// <summary>Reads request bodies: strictly, and so that the caller learns which field is wrong and how.</summary>
public static class JsonBody
{
    /// <summary>Unless a route says otherwise, in bytes.</summary>
    public const int DefaultLimitBytes = 1 << 20;

    /// <summary>
    /// What is sent beyond the limit is still taken from the wire up to here, in bytes: a caller who is cut off while
    /// sending doesn't get to read why.
    /// </summary>
    internal const int MostDrainedBytes = 32 << 20;

    /// <summary>The body of a request as one JSON value.</summary>
    public static async ValueTask<Reading<T>> Read<T>(HttpRequest request, CancellationToken cancellation)
        where T : class
    {
        if (request.ContentLength > DefaultLimitBytes)
            return new(null, Problems.BodyTooLarge(DefaultLimitBytes));
        var reader = request.BodyReader;
        while (true)
        {
            var part = await reader.ReadAsync(cancellation);
            var buffer = part.Buffer;
            if (buffer.Length > DefaultLimitBytes)
            {
                reader.AdvanceTo(buffer.End);
                return new(null, Problems.BodyTooLarge(DefaultLimitBytes));
            }
            if (part.IsCompleted)
            {
                var reading = ReadWhole<T>(request, buffer);
                reader.AdvanceTo(buffer.End);
                return reading;
            }
            reader.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    /// <summary>A JSON value; nothing at all stands for <c>{}</c> where no field has to be given.</summary>
    public static Reading<T> Parse<T>(ReadOnlySpan<byte> json)
        where T : class
    {
        var isEmpty = json.IsEmpty;
        if (isEmpty)
            json = "{}"u8;
        try
        {
            var value = JsonSerializer.Deserialize<T>(json, RequestJson.Options);
            if (value is not null && !NeedsASecondLook(json))
                return new(value, null);
            return JsonShape.Problem(json, typeof(T)) is { } problem ? new(null, problem) : new(value, null);
        }
        catch (JsonException)
        {
            return new(null, isEmpty
                ? Problems.BodyIsMissing
                : JsonShape.Problem(json, typeof(T)) ?? Problems.MalformedJson("It can't be read."));
        }
    }

    private static Reading<T> ReadWhole<T>(HttpRequest request, in ReadOnlySequence<byte> body)
        where T : class
    {
        if (!body.IsEmpty && !IsJson(request.ContentType))
            return new(null, Problems.ContentTypeNotSupported("application/json"));
        return Parse<T>(body.IsSingleSegment ? body.FirstSpan : body.ToArray());
    }

    private static bool IsJson(string? contentType)
    {
        if (contentType == "application/json")
            return true;
        return Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>
    /// The reader lets a null into a list, and U+0000 into text, which PostgreSQL can't keep. Both are rare, so a body
    /// that may have them is looked at again rather than each looked at twice.
    /// </summary>
    private static bool NeedsASecondLook(ReadOnlySpan<byte> json) =>
        json.IndexOf("null"u8) >= 0 || json.IndexOf("\\u0000"u8) >= 0;
}

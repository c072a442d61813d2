using System.Globalization;
using System.Runtime.CompilerServices;
using LeadLedger.Server.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;

namespace LeadLedger.Server.Bulk;

/// <summary>
/// <c>POST /v1/bulk</c>: commands of any kind, one a line, and one result a line. They are carried out while the body
/// is still arriving; the results are spooled, because a caller that sends doesn't read yet, and sent when it has
/// ended.
/// </summary>
internal static class BulkEndpoint
{
    public const string ContentType = "application/x-ndjson";

    /// <summary>A million handoffs fit in.</summary>
    public const long MaxBodyBytes = 1L << 30;

    /// <summary>Results beyond this wait on disk.</summary>
    private const int SpoolInMemoryBytes = 1 << 20;

    // A command is one line.
    private static readonly string HandOff = """
        {"command":"handOffLead","request":{
        "agreementId":"0197f3a0-0000-8000-8000-00000000a001","segment":"enterprise","bucket":"handRaiserHighFit",
        "conversionAction":"demo-request","source":"paid-search","sourceSystem":"crm","externalReference":"4711"}}
        """.ReplaceLineEndings("");

    private static readonly string Attempt = """
        {"command":"attemptContact","lead":{"sourceSystem":"crm","externalReference":"4711"},
        "request":{"channel":"phone","outcome":"connected"}}
        """.ReplaceLineEndings("");

    private static readonly OperationText Text = new(
        "Carries out many commands",
        "A command of any kind a line: its name, what it is about (named as in the command's own route, or a lead by "
        + "its record in another system), its body as 'request', and if need be 'key' (its idempotency key) and "
        + "'ifMatch' (a version). Commands on one lead are carried out in their order; a line that is refused or can't "
        + "be read changes nothing for the others. Each line's result has the status that the command's own route "
        + "would have answered. With an Idempotency-Key for the whole, the same bulk sent again has no second effect "
        + "and the same answers: each line without a key of its own gets this one and its number. A line has at most "
        + $"256 KiB, the body 1 GiB.\n\nCommands: {string.Join(", ", LineCommand.Names)}.",
        RequestExample: $"{HandOff}\n{Attempt}",
        AnswerExample: """
        {"line":1,"status":201,"leadId":"0197f3a0-0000-8000-8000-00000000b001","version":1,"position":17}
        {"line":2,"status":201,"leadId":"0197f3a0-0000-8000-8000-00000000b001","version":2,"position":18}
        """,
        StatusCodes.Status207MultiStatus)
    { RequestContentType = ContentType, AnswerContentType = ContentType };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var executor = routes.ServiceProvider.GetRequiredService<BulkExecutor>();
        routes.MapPost("/bulk", http => Run(http, executor))
            .AllowEveryRole()
            .RequireRateLimiting(Admission.Bulks)
            .WithMetadata(new Operation(Text) { Id = "bulk" });
    }

    private static async Task Run(HttpContext http, BulkExecutor executor)
    {
        if (Check(http, out var caller) is { } problem)
        {
            await http.Response.Write(problem);
            return;
        }
        http.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxBodyBytes;
        await using var spool = new FileBufferingWriteStream(SpoolInMemoryBytes);
        long position;
        try
        {
            position = await Spool(http, executor, caller, spool);
        }
        catch (Exception) when (http.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone. What had arrived is carried out; sent again under the same key it is answered.
            return;
        }
        http.Response.StatusCode = StatusCodes.Status207MultiStatus;
        http.Response.ContentType = ContentType;
        http.Response.ContentLength = spool.Length;
        if (position > 0)
            http.Response.Headers[AnswerWriting.PositionName] = position.ToString(CultureInfo.InvariantCulture);
        await spool.DrainBufferAsync(http.Response.Body, http.RequestAborted);
    }

    private static Problem? Check(HttpContext http, out BulkCaller caller)
    {
        caller = null!;
        var request = http.Request;
        if (!IsNdjson(request.ContentType))
            return Problems.ContentTypeNotSupported(ContentType);
        if (request.ContentLength > MaxBodyBytes)
            return Problems.BodyTooLarge(MaxBodyBytes);
        if (CommandRoute.EnvelopeOf(http, TargetKind.Nothing, out var envelope) is { } problem)
            return problem;
        var hasKey = request.Headers.ContainsKey(RequestHeaders.IdempotencyKeyName);
        caller = new BulkCaller(
            envelope.Caller,
            envelope.ActAs,
            hasKey ? envelope.IdempotencyKey : null,
            envelope.CorrelationId,
            envelope.CausationId);
        return null;
    }

    /// <summary>Carries the lines out and writes their results; answers the newest position of all.</summary>
    private static async Task<long> Spool(
        HttpContext http, BulkExecutor executor, BulkCaller caller, Stream spool)
    {
        using var writer = new BulkResultWriter();
        var position = 0L;
        await foreach (var result in executor.Run(Lines(http), caller, http.RequestAborted))
        {
            position = Math.Max(position, result.Position);
            await spool.WriteAsync(writer.Write(result), CancellationToken.None);
        }
        return position;
    }

    private static async IAsyncEnumerable<BulkLine> Lines(
        HttpContext http, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        var last = 0L;
        await using var lines = LineCutter
            .Cut(http.Request.Body, LineReader.MaxLineBytes, cancellation)
            .GetAsyncEnumerator(cancellation);
        while (await MoveNext(lines) is var move && move != Move.End)
        {
            if (move == Move.TooLarge)
            {
                // The lines before it were carried out, so their results must not be lost.
                yield return new BulkLine(last + 1, null, Problems.BodyTooLarge(MaxBodyBytes));
                break;
            }
            last = lines.Current.Number;
            if (LineReader.Read(lines.Current) is { } read)
                yield return read;
        }
    }

    private enum Move
    {
        Line,
        End,
        TooLarge,
    }

    private static async ValueTask<Move> MoveNext(IAsyncEnumerator<CutLine> lines)
    {
        try
        {
            return await lines.MoveNextAsync() ? Move.Line : Move.End;
        }
        catch (BadHttpRequestException e) when (e.StatusCode == StatusCodes.Status413PayloadTooLarge)
        {
            return Move.TooLarge;
        }
    }

    private static bool IsNdjson(string? contentType) =>
        Microsoft.Net.Http.Headers.MediaTypeHeaderValue.TryParse(contentType, out var type)
        && (type.MediaType.Equals(ContentType, StringComparison.OrdinalIgnoreCase)
            || type.MediaType.Equals("application/ndjson", StringComparison.OrdinalIgnoreCase));
}

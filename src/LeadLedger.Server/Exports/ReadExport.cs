using System.Globalization;
using System.IO.Compression;
using LeadLedger.Domain;
using LeadLedger.Server.Http;
using LeadLedger.Server.Running.Database;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Net.Http.Headers;
using Npgsql;

namespace LeadLedger.Server.Exports;

/// <summary><c>GET /v1/exports/{view}</c>: the rows of a view, out of one cut of the ledger (ADR-0025).</summary>
internal static class ReadExportEndpoint
{
    public const string NextAfterName = "Ledger-Next-After";

    private const string Csv = "text/csv";
    private const string Ndjson = "application/x-ndjson";
    private const int MostRows = 10_000_000;
    private const int MostColumns = 200;

    private static readonly OperationText Text = new(
        "Exports a view",
        "The rows of a view of bi_v1, streamed, all of one moment of the ledger: Ledger-Position. CSV has a header "
        + "even where there are no rows; an NDJSON line has every column. For what came since, ask next time with "
        + "?after= what Ledger-Next-After says: then rows come by position, each as it is now, to be replaced by its "
        + "key. With limit the answer ends at the position that the last row has, and Link names the rest. An answer "
        + "that broke off has no end; go on after the position of its last row, less 1. gzip where Accept-Encoding "
        + "asks for it. A party gets the rows of its own agreements.",
        null,
        "handoff_key,handoff_day,lead_value,currency,position\n"
        + "0197f3a0-0000-8000-8000-00000000b001-1,2026-03-02,3000,EUR,4711\n")
    {
        AnswerContentType = Csv,
        AlsoAnswers = (Ndjson, new
        {
            handoff_key = "0197f3a0-0000-8000-8000-00000000b001-1",
            handoff_day = "2026-03-02",
            lead_value = 3000,
            currency = "EUR",
            position = 4711,
        }),
        Problems =
        [
            Http.Problems.QueryContradictsItself("after", "dim_date has no position to go on from: read it whole."),
            Http.Problems.NotForParties,
        ],
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var database = routes.ServiceProvider.GetRequiredKeyedService<NpgsqlDataSource>(Pools.Exports);
        routes
            .MapQuery(
                "/exports/{view}",
                ExportAccess.Readers,
                call => Handle(call, database),
                Text,
                new QueryParameter("format", typeof(ExportFormat), "csv unless said.", ExportFormat.Csv),
                new QueryParameter(
                    "after", typeof(long), "Rows touched after this position, by position; 0: from the beginning.",
                    4711L),
                new QueryParameter(
                    "limit", typeof(int), "Rows at most, 1 to 10,000,000; those of one position stay together."),
                new QueryParameter(
                    "columns", typeof(string), "These, in this order, with commas between.", "lead_id,position"),
                new QueryParameter("agreement", typeof(Guid), "Of one agreement."),
                new QueryParameter("month", typeof(Month), "Of a month, by the view's day."),
                new QueryParameter("from", typeof(DateOnly), "From this local day on."),
                new QueryParameter("until", typeof(DateOnly), "Before this local day."))
            .RequireRateLimiting(Admission.Exports);
    }

    private static async Task<Answer> Handle(QueryCall call, NpgsqlDataSource database)
    {
        if (ExportedViews.Find(call.Path("view")) is not { } view)
            return Http.Problems.NotFound("export");
        var asked = Selection(view, call.Query);
        if (call.Query.Problem is { } malformed)
            return malformed;
        var theirs = await ExportAccess.Theirs(call);
        if (ExportAccess.Refuse(view, theirs, asked.Agreement) is { } closed)
            return closed;
        if (asked.Contradiction() is var (parameter, why))
            return Http.Problems.QueryContradictsItself(parameter, why);
        if (await ExportSchema.Read(call.Read.Database, view, call.Cancellation) is not { } schema)
            return Http.Problems.ProjectionIsBehind;
        if (asked.UnknownColumn(schema) is { } unknown)
        {
            return Http.Problems.QueryIsNotValid(
                [new("columns", "unknown-column", $"{view.Name} has no column '{unknown}'.")]);
        }
        asked = asked with { Theirs = theirs };
        await using var run = await ExportRun.Begin(database, asked, schema, call.Cancellation);
        await Write(call.Http, asked, run);
        return Answer.Written;
    }

    private static ExportSelection Selection(ExportedView view, QueryParameters query) => new(view)
    {
        Format = query.OneOf<ExportFormat>("format") ?? ExportFormat.Csv,
        After = query.Position("after"),
        Limit = query.Number("limit", 1, MostRows),
        Columns = query.Text("columns", longest: 4_000)?.Split(',', MostColumns),
        Agreement = query.Id("agreement"),
        Month = query.Month("month"),
        From = query.Day("from"),
        Until = query.Day("until"),
    };

    private static async Task Write(HttpContext http, ExportSelection asked, ExportRun run)
    {
        var headers = http.Response.Headers;
        var next = run.Cut.NextAfter.ToString(CultureInfo.InvariantCulture);
        var (type, ending) = asked.Format == ExportFormat.Csv
            ? ($"{Csv}; charset=utf-8; header=present", "csv")
            : (Ndjson, "ndjson");
        headers[AnswerWriting.PositionName] = run.Cut.Position.ToString(CultureInfo.InvariantCulture);
        if (asked.View.IsIncremental)
            headers[NextAfterName] = next;
        if (run.Cut.HasMore)
            headers.Link = $"<{AddressAfter(http.Request, next)}>; rel=\"next\"";
        headers.CacheControl = "private, no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        headers.ContentDisposition = $"attachment; filename=\"{asked.View.Name}.{ending}\"";
        http.Response.ContentType = type;
        if (!WantsGzip(http.Request))
        {
            await run.CopyTo(http.Response.Body);
            return;
        }
        headers.ContentEncoding = "gzip";
        var packed = new GZipStream(http.Response.Body, CompressionLevel.Fastest, leaveOpen: true);
        await run.CopyTo(packed);
        // Only now: it writes the archive's end, which an answer that broke off must not have.
        await packed.DisposeAsync();
    }

    private static bool WantsGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(coding => coding.Value == "gzip" && coding.Quality is not 0);

    private static string AddressAfter(HttpRequest request, string after)
    {
        var query = new QueryBuilder(request.Query.Where(given => given.Key != "after")) { { "after", after } };
        return request.Path + query.ToQueryString();
    }
}

using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;

namespace LeadLedger.Benchmarks.Http;

/// <summary>Handoffs of new leads, all in one <c>POST /v1/bulk</c>.</summary>
internal sealed partial class BulkHandoffs
{
    private readonly byte[] _lines;
    private readonly int _count;

    private BulkHandoffs(byte[] lines, int count) => (_lines, _count) = (lines, count);

    /// <summary>Made beforehand, so that making them doesn't count.</summary>
    public static BulkHandoffs Of(ServedCompany company, int count)
    {
        var run = Guid.NewGuid().ToString("N");
        var lines = new MemoryStream();
        for (var number = 0; number < count; number++)
        {
            lines.Write(Encoding.UTF8.GetBytes(company.HandoffLine($"{run}-{number}")));
            lines.WriteByte((byte)'\n');
        }
        return new BulkHandoffs(lines.ToArray(), count);
    }

    /// <summary>Sends them as a stream of unknown length and reads all results; each has to be a 201.</summary>
    /// <returns>Handoffs a second, and the new leads' ids.</returns>
    public async Task<(double Rate, IReadOnlyList<string> Leads)> Send(
        ServedLedger ledger, ServedCompany company, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/bulk");
        request.Content = new StreamContent(new MemoryStream(_lines));
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Authorization = company.Marketing;
        var clock = Stopwatch.StartNew();
        using var answer = await ledger.Client.SendAsync(request, cancellation);
        var results = await answer.Content.ReadAsStringAsync(cancellation);
        var seconds = clock.Elapsed.TotalSeconds;
        var leads = Created().Matches(results).Select(it => it.Groups[1].Value).ToList();
        if (answer.StatusCode != HttpStatusCode.MultiStatus || leads.Count != _count)
            throw new InvalidOperationException($"{leads.Count} of {_count} leads were made: {results[..500]}");
        return (_count / seconds, leads);
    }

    [GeneratedRegex("\"status\":201,\"leadId\":\"([^\"]+)\"")]
    private static partial Regex Created();
}

using System.Net.Sockets;
using System.Text;
using LeadLedger.Domain;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace LeadLedger.Tests.Bulk;

/// <summary>A caller that is cut off in the middle of a bulk.</summary>
public sealed class BulkDisconnectTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const int Leads = 400;

    [Fact]
    public async Task What_was_accepted_is_finished_and_the_same_bulk_again_completes_it()
    {
        var company = await new SignedAgreement(api).Sign();
        var lines = new List<string>();
        for (var lead = 0; lead < Leads; lead++)
        {
            lines.Add(BulkLines.HandOff(company, $"cut{lead}"));
            lines.Add(BulkLines.Attempt($"cut{lead}"));
        }
        await SendAndHangUp(api.TokenOf(company.Person("max"), Role.Importer), lines.Take(Leads), "evening");

        var caller = api.As(company.Person("max"), Role.Importer);
        var first = await caller.SendBulk(string.Join('\n', lines), ("Idempotency-Key", "evening"));
        var again = await caller.SendBulk(string.Join('\n', lines), ("Idempotency-Key", "evening"));

        var results = BulkLines.Results(first.Text);
        Assert.Equal(Leads * 2, results.Count);
        Assert.All(results, result => Assert.Equal(2 - result.Line() % 2, result.Version()));
        Assert.Equal(first.Text, again.Text);
    }

    private async Task AppearsInTheLedger(string record)
    {
        var store = api.App.Services.GetRequiredService<IEventStore>();
        var lead = api.App.Services.GetRequiredService<Identity>().LeadOf("crm", record);
        var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while ((await store.ReadStream(lead.Value, cancellation: patience.Token)).Version == 0)
        {
            var mark = await store.ReadHighWaterMark(patience.Token);
            await store.WaitForAppend(mark, TimeSpan.FromMilliseconds(100), patience.Token);
        }
    }

    /// <summary>Sends the lines as the first chunk of a body that never ends, and resets the connection.</summary>
    private async Task SendAndHangUp(string token, IEnumerable<string> lines, string key)
    {
        var body = string.Join('\n', lines) + "\n";
        var head = $"POST /v1/bulk HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {token}\r\n"
            + $"Content-Type: application/x-ndjson\r\nIdempotency-Key: {key}\r\nTransfer-Encoding: chunked\r\n\r\n"
            + $"{Encoding.UTF8.GetByteCount(body):x}\r\n{body}\r\n";
        using var client = new TcpClient();
        var address = api.Anonymous.BaseAddress!;
        await client.ConnectAsync(address.Host, address.Port);
        client.LingerState = new LingerOption(true, 0);
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(head));
        await AppearsInTheLedger("cut0");
    }
}

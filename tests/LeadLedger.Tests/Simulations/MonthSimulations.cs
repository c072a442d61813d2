using System.Net;
using System.Text.Json;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Simulations;

/// <summary>Asks for a month under other terms, and waits for what comes of it.</summary>
internal static class MonthSimulations
{
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Task<ApiAnswer> Post(ApiCaller caller, SignedAgreement company, object terms, string? key = null) =>
        caller.Post(
            "/v1/simulations",
            new { subject = new { agreementId = company.Id, month = company.Month }, terms },
            key is null ? [] : [("Idempotency-Key", key)]);

    public static async Task<ApiAnswer> Ask(SignedAgreement company, object terms, string? key = null) =>
        (await Post(company.Manager, company, terms, key)).Expect(HttpStatusCode.Accepted);

    public static string Address(ApiAnswer accepted) => accepted.Response.Headers.Location!.ToString();

    public static async Task<JsonElement> Done(SignedAgreement company, ApiAnswer accepted)
    {
        using var bounded = new CancellationTokenSource(Patience);
        while (true)
        {
            var job = (await company.Manager.Get(Address(accepted))).Expect(HttpStatusCode.OK).Json;
            var state = job.GetProperty("state").GetString();
            if (state is not ("queued" or "running"))
            {
                Assert.True(state == "done", job.GetRawText());
                var progress = job.GetProperty("progress");
                Assert.Equal(progress.GetProperty("of").GetInt64(), progress.GetProperty("leads").GetInt64());
                return job;
            }
            await Task.Delay(20, bounded.Token);
        }
    }
}

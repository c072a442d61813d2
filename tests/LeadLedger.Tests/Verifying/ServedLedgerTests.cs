using System.Net;
using LeadLedger.Domain;
using LeadLedger.EventStore.Verifying;
using LeadLedger.Server.Verifying;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Verifying;

/// <summary>A ledger that is served, sealed behind its writers, and verified at any moment of it.</summary>
public sealed class ServedLedgerTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task It_is_verified_while_people_work_and_after_somebody_was_erased()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        await UntilSealed();
        var work = Work(company);
        do
            Assert.Empty((await Verify()).Findings);
        while (!work.IsCompleted);
        await work;

        (await api.As("olga", Role.Operator).Post($"{review.Lead}/erasure", new { ground = "consentWithdrawn" }))
            .Expect(HttpStatusCode.Created);
        await UntilSealed();
        Assert.Empty((await Verify()).Findings);
    }

    [Fact]
    public async Task Whoever_changes_a_rejection_under_the_running_service_is_found_out()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        await UntilSealed();
        var lead = Guid.Parse(review.Lead.Split('/')[^1]);
        var position = long.Parse((await Rows.Of(
            api.Database.Admin,
            $"""
            update ledger.mt_events set data = jsonb_set(data, '{"{reasonCode}"}', '"no-need"')
            where stream_id = '{lead}' and type = 'lead_rejected' returning seq_id
            """)).Single(), null);
        var found = Assert.Single((await Verify()).Findings);
        Assert.Equal((FindingKind.Changed, position), (found.Kind, found.Position));

        // Put right again, for the other tests.
        await Rows.Of(
            api.Database.Admin,
            $"""
            update ledger.mt_events set data = jsonb_set(data, '{"{reasonCode}"}', '"no-budget"')
            where seq_id = {position} returning seq_id
            """);
        Assert.Empty((await Verify()).Findings);
    }

    private static async Task Work(SignedAgreement company)
    {
        for (var i = 0; i < 20; i++)
            await company.Reject(await company.HandOff());
    }

    private Task<LedgerVerification> Verify() =>
        LedgerCheck.Run(api.Database.ServiceConnectionString, VerifyVerb.Order([], anchor: null));

    private async Task UntilSealed()
    {
        using var patience = new CancellationTokenSource(Patience);
        while ((await Rows.Of(
            api.Database.Admin,
            "select coalesce((select max(seq_id) from ledger.mt_events) "
            + "<= (select max(last_position) from seal.checkpoint), false)")).Single() != "true")
            await Task.Delay(20, patience.Token);
    }
}

using System.Net;
using LeadLedger.Server.Running.Database;
using LeadLedger.Server.Running.Embedded;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Running.Backups;

/// <summary>
/// A backup by pg_dump in two files, as docs/operations.md has it: the ledger, and the people's keys.
/// </summary>
public sealed class DumpTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Restored_into_a_fresh_database_it_is_served_with_equal_totals_and_readable_people()
    {
        var user = await ServerUser.For(_folder["dumps"]);
        Assert.True(await user.TryMakeFolder(_folder["dumps"]));
        var (ledger, keys) = (_folder["dumps/ledger.dump"], _folder["dumps/keys.dump"]);
        string lead;
        await using (var node = await ServedNode.Start(_folder["node"], postgres.Database.ServiceConnectionString))
        {
            lead = await Work(await new SignedAgreement(node).Sign());
            await LedgerFigures.UntilProjected(postgres.Admin);
            // While it serves.
            var admin = postgres.Database.AdminConnectionString;
            await PostgresTools.Run(
                user, admin, "pg_dump", "--format=custom", "--exclude-table-data=vault.*", "--file", ledger);
            await PostgresTools.Run(
                user, admin, "pg_dump", "--format=custom", "--data-only", "--table=vault.*", "--file", keys);
            await node.Terminate();
        }

        await using var restored = await (await TestServer.Get()).MakeEmpty();
        await Restore(user, restored, ledger);
        Assert.Equal("0", (await Rows.Of(restored.Admin, "select count(*) from vault.stream_key")).Single());
        await Restore(user, restored, keys);
        Assert.Equal(await LedgerFigures.Of(postgres.Admin), await LedgerFigures.Of(restored.Admin));
        Assert.Empty(await Schema.Migrate(restored.OwnerConnectionString));
        await IsServed(restored, lead);
    }

    private static async Task<string> Work(SignedAgreement company)
    {
        var lead = await company.HandOff();
        await company.HandOff(action: "e-book");
        (await company.Seller.Post($"{lead}/contact-attempts", new { channel = "phone", outcome = "connected" }))
            .Expect(HttpStatusCode.Created);
        return lead;
    }

    private static Task Restore(ServerUser user, TestDatabase into, string file) => PostgresTools.Run(
        user, into.AdminConnectionString, "pg_restore", "--exit-on-error", "--dbname", into.Name, file);

    /// <summary>
    /// By a node with the same secrets: it reads people, goes on writing, and its rights are as they were.
    /// </summary>
    private async Task IsServed(TestDatabase restored, string lead)
    {
        await using var node = await ServedNode.Start(_folder["node"], restored.ServiceConnectionString);
        var auditor = node.As("audra", Domain.Role.Auditor);
        var read = (await auditor.Get(lead)).Expect(HttpStatusCode.OK);
        Assert.Contains("Kim Muster", read.Text, StringComparison.Ordinal);
        await Work(await new SignedAgreement(node).Sign());
        await LedgerFigures.UntilProjected(restored.Admin);
        Assert.Equal((4, 4, 0), await LedgerFigures.Totals(restored.Admin));
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Rows.Of(restored.Bi, "select pg_advisory_lock(1)"));
        await node.Terminate();
    }
}

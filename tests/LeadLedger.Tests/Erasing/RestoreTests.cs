using System.Net;
using LeadLedger.Domain;
using LeadLedger.Server.Running.Embedded;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Running.Backups;

namespace LeadLedger.Tests.Erasing;

/// <summary>A database restored from before an erasure, and the list that knows better.</summary>
public sealed class RestoreTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string NodeFolder => _folder["node"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Erasures_that_a_restore_has_lost_are_applied_again()
    {
        var user = await ServerUser.For(_folder["dumps"]);
        Assert.True(await user.TryMakeFolder(_folder["dumps"]));
        string lead, other;
        Guid eventId;
        await using (var node = await ServedNode.Start(NodeFolder, postgres.Database.ServiceConnectionString))
        {
            var company = await new SignedAgreement(node).Sign();
            (lead, other) = (await company.HandOff(), await company.HandOff());
            await Dump(user, "ledger.dump", "--exclude-table-data=vault.*");
            await Dump(user, "keys.dump", "--data-only", "--table=vault.*");
            var erased = await node.As("olga", Role.Operator)
                .Post($"{lead}/erasure", new { ground = "subjectsRequest" });
            eventId = erased.Expect(HttpStatusCode.Created).Json.GetProperty("event").GetProperty("id").GetGuid();
            await node.Terminate();
        }

        await using var restored = await (await TestServer.Get()).MakeEmpty();
        foreach (var file in (string[])["ledger.dump", "keys.dump"])
        {
            await PostgresTools.Run(
                user, restored.AdminConnectionString, "pg_restore", "--exit-on-error", "--dbname", restored.Name,
                _folder[$"dumps/{file}"]);
        }
        var (exit, output, errors) = await Apply(restored);
        Assert.True(exit == 0, errors);
        Assert.StartsWith("1 erasures were recorded again, 0 were there", output, StringComparison.Ordinal);
        var (_, again, _) = await Apply(restored);
        Assert.StartsWith("0 erasures were recorded again, 1 were there", again, StringComparison.Ordinal);

        Assert.Equal([$"olga|subjectsRequest|{eventId}"], await Rows.Of(restored.Admin, """
            select data->>'erasedBy', data->>'ground', causation_id from ledger.mt_events
            where type = 'personal_data_erased'
            """));
        await using (var node = await ServedNode.Start(NodeFolder, restored.ServiceConnectionString))
        {
            var auditor = node.As("audra", Role.Auditor);
            var (gone, there) = (await auditor.Get(lead), await auditor.Get(other));
            Assert.DoesNotContain("Kim Muster", gone.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
            Assert.Contains("Kim Muster", there.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
            await node.Terminate();
        }
    }

    private Task Dump(ServerUser user, string file, params string[] arguments) => PostgresTools.Run(
        user, postgres.Database.AdminConnectionString,
        "pg_dump", ["--format=custom", .. arguments, "--file", _folder[$"dumps/{file}"]]);

    private Task<(int ExitCode, string Output, string Errors)> Apply(TestDatabase database) => ProgramRun.ToItsEnd(
        NodeFolder,
        ["erasures", "apply"],
        ("LEADLEDGER_DATABASE", database.ServiceConnectionString),
        ("LEADLEDGER_ENVIRONMENT", "Development"),
        ("LEADLEDGER_MASTER_KEY_FILE", Path.Combine(NodeFolder, "secrets.json")));
}

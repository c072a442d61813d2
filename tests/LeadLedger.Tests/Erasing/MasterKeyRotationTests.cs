using System.Net;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Erasing;

/// <summary>A master key is replaced while a node serves.</summary>
public sealed class MasterKeyRotationTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Secrets => Path.Combine(_folder["node"], "secrets.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Nobody_is_lost_and_nothing_is_left_under_the_old_one()
    {
        await using var node = await ServedNode.Start(_folder["node"], postgres.Database.ServiceConnectionString);
        var company = await new SignedAgreement(node).Sign();
        var old = await company.HandOff();

        await Succeeds("keygen", "--rotate", Secrets);
        await Fails("still wrapped under k1", "keygen", "--retire", "k1", Secrets);
        await Succeeds("rewrap");
        await IsReadable(node, old);
        // Having met a key under the new one, the node wraps under it too.
        var young = await company.HandOff();
        Assert.Equal(["k2"], await Rows.Of(postgres.Admin, "select distinct master_key_id from vault.stream_key"));
        await Fails("current master key", "keygen", "--retire", "k2", Secrets);
        await Succeeds("keygen", "--retire", "k1", Secrets);

        foreach (var lead in (string[])[old, young])
            await IsReadable(node, lead);
        await node.Terminate();
        await using var next = await ServedNode.Start(_folder["node"], postgres.Database.ServiceConnectionString);
        var youngest = await (await new SignedAgreement(next).Sign()).HandOff();
        foreach (var lead in (string[])[old, young, youngest])
            await IsReadable(next, lead);
        Assert.DoesNotContain("\"k1\"", await File.ReadAllTextAsync(Secrets), StringComparison.Ordinal);
        await next.Terminate();
    }

    [Fact]
    public async Task What_is_known_of_one_of_the_companys_people_is_corrected_and_erased()
    {
        Server.Running.DataFolder.Make(_folder["node"]);
        Server.Running.PrivateFile.TryMakeJson(Secrets, () => Server.Running.Secrets.Make(forDevelopment: true));
        await Succeeds("people", "set", "ada", "--name", "Ada Byron", "--team", "emea");
        await Succeeds("people", "set", "ada", "--office", "London");
        Assert.Equal(["Ada Byron|emea|London"], await Directory());
        await Succeeds("people", "erase", "ada");
        Assert.Equal(["||"], await Directory());
        await Fails("isn't a subject", "people", "erase", " ");

        Task<List<string>> Directory() => Rows.Of(
            postgres.Admin, "select display_name, team, office from directory.person where subject = 'ada'");
    }

    private static async Task IsReadable(ServedNode node, string lead)
    {
        var read = await node.As("audra", Role.Auditor).Get(lead);
        Assert.Contains("Kim Muster", read.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
    }

    private async Task Succeeds(params string[] arguments)
    {
        var (exit, _, errors) = await Run(arguments);
        Assert.True(exit == 0, errors);
    }

    private async Task Fails(string why, params string[] arguments)
    {
        var (exit, _, errors) = await Run(arguments);
        Assert.NotEqual(0, exit);
        Assert.Contains(why, errors, StringComparison.Ordinal);
    }

    private Task<(int ExitCode, string Output, string Errors)> Run(params string[] arguments) => ProgramRun.ToItsEnd(
        _folder["node"],
        arguments,
        ("LEADLEDGER_DATABASE", postgres.Database.ServiceConnectionString),
        ("LEADLEDGER_ENVIRONMENT", "Development"),
        ("LEADLEDGER_MASTER_KEY_FILE", Secrets));
}

using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Audit;

/// <summary><c>leadledger replay</c> on a database that a service is serving.</summary>
public sealed class ReplayVerbTests(ApiFixture api) : IClassFixture<ApiFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_prints_a_life_without_the_person_whose_secrets_it_does_not_ask_for()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        await company.Reject(lead);

        var (exitCode, output, errors) = await Run(IdOf(lead));
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith($"Replay of lead {IdOf(lead)}\n==", output, StringComparison.Ordinal);
        Assert.Contains(
            "Rejected as no-budget, for it fails the criterion budget: case 1.", output, StringComparison.Ordinal);
        Assert.Contains("What is about the person is withheld.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Kim Muster", output, StringComparison.Ordinal);
        Assert.DoesNotContain("until 2028", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public async Task Its_json_is_the_answer_of_the_api_at_the_same_times()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var handedOff = (await company.Seller.Get($"{lead}/events")).Json.GetProperty("items")[0];
        var then = Instants.Format(handedOff.GetProperty("recordedAt").GetDateTimeOffset());
        await company.Reject(lead);
        var operators = api.As("olga", Role.Operator);

        foreach (var (arguments, query) in new[]
        {
            (Array.Empty<string>(), ""),
            (["--version", "1"], "?version=1"),
            (["--at", then], $"?at={then}"),
            (["--at", then, "--known-at", then], $"?at={then}&known_at={then}"),
        })
        {
            var (exitCode, output, errors) = await Run([IdOf(lead), "--json", .. arguments]);
            Assert.Equal((0, ""), (exitCode, errors));
            var answered = (await operators.Get($"{lead}/replay{query}")).Json;
            Assert.True(JsonElement.DeepEquals(answered, JsonDocument.Parse(output).RootElement), output);
        }
    }

    [Fact]
    public async Task The_person_is_shown_when_asked_for_and_that_is_put_on_the_record()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var (exitCode, output, errors) = await Run([IdOf(lead), "--with-person", "--reader", "olga"]);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("name: “Kim Muster”", output, StringComparison.Ordinal);
        Assert.Contains("need: “Secret need”", output, StringComparison.Ordinal);
        await using var command = api.Database.Admin.CreateCommand(
            $"""
            select reader || ' ' || role || ' ' || door from leadledger.personal_read where lead_id = '{IdOf(lead)}'
            """);
        Assert.Equal("olga operator leadledger replay", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task What_cannot_be_replayed_is_said_and_fails()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = IdOf(await company.HandOff());
        var nobody = Guid.NewGuid().ToString();
        Assert.Equal((1, $"leadledger: There is no lead {nobody}."), Failure(await Run(nobody)));
        Assert.Equal((1, "leadledger: The lead has versions 1 to 1."), Failure(await Run(lead, "--version", "2")));
        foreach (var wrong in new[]
        {
            [lead, "--at", "yesterday"],
            [lead, "--version", "1", "--at", "2026-03-02T09:00:00Z"],
            new[] { "no-id" },
        })
        {
            var (exitCode, _, errors) = await Run(wrong);
            Assert.NotEqual(0, exitCode);
            Assert.NotEqual("", errors);
        }
    }

    private static (int, string) Failure((int ExitCode, string Output, string Errors) run)
    {
        Assert.Equal("", run.Output);
        return (run.ExitCode, run.Errors);
    }

    private static string IdOf(string lead) => lead.Split('/')[^1];

    private Task<(int ExitCode, string Output, string Errors)> Run(params string[] arguments) => ProgramRun.ToItsEnd(
        _folder.Path,
        ["replay", .. arguments],
        ("LEADLEDGER_DATABASE", api.Database.ServiceConnectionString),
        ("LEADLEDGER_MASTER_KEY_FILE", api.SecretsFile));
}

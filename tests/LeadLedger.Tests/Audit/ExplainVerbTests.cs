using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Audit;

/// <summary><c>leadledger explain</c> on a database that a service is serving.</summary>
public sealed class ExplainVerbTests(ApiFixture api) : IClassFixture<ApiFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_prints_why_without_the_words_that_it_has_no_secrets_for()
    {
        var lead = await Rejected();
        var (exitCode, output, errors) = await Run(lead);
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.StartsWith($"Why lead {lead} was rejected: case 1\n==", output, StringComparison.Ordinal);
        Assert.Contains(
            "The explanation isn't shown: its words are withheld from you.", output, StringComparison.Ordinal);
        Assert.Contains("No ruling yet\n-----", output, StringComparison.Ordinal);
        Assert.DoesNotContain("until 2028", output, StringComparison.Ordinal);
        Assert.All(output.Split('\n'), line => Assert.True(line.Length <= 100, line));
    }

    [Fact]
    public async Task Its_json_is_the_answer_of_the_api()
    {
        var lead = await Rejected();
        var (exitCode, output, errors) = await Run(lead, "1", "--json");
        Assert.Equal((0, ""), (exitCode, errors));
        var answered = await api.As("olga", Role.Operator).Get($"/v1/leads/{lead}/rejections/1/explanation");
        // But for when it was asked, and the sentences that say so.
        string[] same = ["terms", "handoff", "effort", "rejection", "panel", "votes", "rulingPromise", "aftermath"];
        var told = JsonDocument.Parse(output).RootElement;
        Assert.All(same, name => Assert.True(
            JsonElement.DeepEquals(answered.Expect(HttpStatusCode.OK).Json.GetProperty(name), told.GetProperty(name)),
            name));
    }

    [Fact]
    public async Task The_words_are_shown_when_asked_for_and_that_is_put_on_the_record()
    {
        var lead = await Rejected();
        var (exitCode, output, errors) = await Run(lead, "--with-person", "--reader", "olga");
        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("The explanation: “They have none until 2028.”", output, StringComparison.Ordinal);
        await using var command = api.Database.Admin.CreateCommand(
            $"select reader || ' ' || role || ' ' || door from leadledger.personal_read where lead_id = '{lead}'");
        Assert.Equal("olga operator leadledger explain", await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task What_cannot_be_explained_is_said_and_fails()
    {
        var lead = await Rejected();
        var nobody = Guid.NewGuid().ToString();
        Assert.Equal((1, "", $"leadledger: There is no lead {nobody}."), await Run(nobody));
        Assert.Equal((1, "", "leadledger: The lead has no rejection 2."), await Run(lead, "2"));
    }

    private async Task<string> Rejected()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        return review.Lead.Split('/')[^1];
    }

    private Task<(int ExitCode, string Output, string Errors)> Run(params string[] arguments) => ProgramRun.ToItsEnd(
        _folder.Path,
        ["explain", .. arguments],
        ("LEADLEDGER_DATABASE", api.Database.ServiceConnectionString),
        ("LEADLEDGER_MASTER_KEY_FILE", api.SecretsFile));
}

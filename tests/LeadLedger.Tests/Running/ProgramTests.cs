using System.Net;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Running;

/// <summary>The executable from outside: what it says, and how it starts and ends.</summary>
public sealed class ProgramTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task An_unknown_setting_is_refused_at_the_start_with_its_name()
    {
        var (exitCode, output, errors) = await Run(["serve"], ("LEADLEDGER_DATABSE", "x"));

        Assert.Equal((1, ""), (exitCode, output));
        Assert.StartsWith("leadledger: No such setting: LEADLEDGER_DATABSE.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_is_one_line_in_Development_and_refused_in_Production()
    {
        var (exitCode, token, _) = await Run(["token", "sales", "--subject", "bob"]);
        Assert.Equal((0, 3), (exitCode, token.Split('.').Length));
        Assert.DoesNotContain('\n', token);

        var (refused, nothing, errors) = await Run(["token", "sales"], ("LEADLEDGER_ENVIRONMENT", "Production"));
        Assert.Equal((1, ""), (refused, nothing));
        Assert.Contains("Development alone", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secrets_file_is_made_once_and_never_overwritten()
    {
        Directory.CreateDirectory(_folder.Path);
        var file = _folder["secrets.json"];
        Assert.Equal(0, (await Run(["keygen", "--out", file])).ExitCode);
        var made = await File.ReadAllTextAsync(file);

        Assert.Equal(1, (await Run(["keygen", "--out", file])).ExitCode);
        Assert.Equal(made, await File.ReadAllTextAsync(file));
        Assert.DoesNotContain("developmentTokenKey", made, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_serves_from_nothing_once_until_it_is_stopped()
    {
        await using var serving = ProgramRun.Start(_folder.Path, []);
        var address = (await serving.Line("serves at"))!.Split(' ')[^1];
        using var client = new HttpClient();
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync($"{address}/health/ready")).StatusCode);

        Assert.Equal((0, address), (await Run(["url", "--served"])) is var (found, url, _) ? (found, url) : default);
        var (exitCode, _, errors) = await Run(["serve"]);
        Assert.Equal(1, exitCode);
        Assert.Contains($"Already running at {address}", errors, StringComparison.Ordinal);

        Assert.Equal("Stopped.", (await Run(["stop"])).Output);
        Assert.Equal(0, (await serving.End()).ExitCode);
        Assert.Equal(1, (await Run(["url", "--served"])).ExitCode);
        Assert.Equal("Nothing was running.", (await Run(["stop"])).Output);
    }

    [Fact]
    public async Task After_a_kill_it_serves_again_and_stops_for_good()
    {
        await using var killed = ProgramRun.Start(_folder.Path, ["serve"]);
        Assert.NotNull(await killed.Line("serves at"));
        await killed.Kill();

        await using var serving = ProgramRun.Start(_folder.Path, ["serve"]);
        Assert.NotNull(await serving.Line("serves at"));

        Assert.Equal("Stopped.", (await Run(["stop"])).Output);
        Assert.False(await EmbeddedPostgres.Stop(_folder.Path));
    }

    private Task<(int ExitCode, string Output, string Errors)> Run(
        string[] arguments, params (string Name, string Value)[] settings) =>
        ProgramRun.ToItsEnd(_folder.Path, arguments, settings);
}

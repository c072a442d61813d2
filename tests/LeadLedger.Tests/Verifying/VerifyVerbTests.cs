using System.Text.Json;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Verifying;

/// <summary><c>leadledger verify</c> from outside: what it says, and how it ends.</summary>
public sealed class VerifyVerbTests(SealedLedger ledger) : IClassFixture<SealedLedger>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_ends_with_0_for_a_true_ledger_and_with_2_for_an_altered_one_naming_the_first_position()
    {
        await using var copy = await ledger.Copy();
        var key = Path.Combine(Directory.CreateDirectory(_folder.Path).FullName, "s1.pem");
        await File.WriteAllTextAsync(key, ledger.Key.Public.Pem);
        var (exitCode, output, errors) = await Run(copy, "--key", key, "--anchor", ledger.Anchor);
        Assert.True(exitCode == 0, output + errors);
        Assert.Contains("VERIFIED: nothing that was sealed up to position", output, StringComparison.Ordinal);
        Assert.Contains("given by you", output, StringComparison.Ordinal);

        var position = await copy.Position(456);
        await copy.Do("delete from ledger.mt_events where seq_id = $1", position);
        var (altered, text, _) = await Run(copy);
        Assert.Equal(2, altered);
        Assert.Contains($"ALTERED, first at position {position}.", text, StringComparison.Ordinal);
        var (asJson, json, _) = await Run(copy, "--json");
        Assert.Equal(2, asJson);
        var first = JsonDocument.Parse(json).RootElement.GetProperty("findings")[0];
        Assert.Equal("deleted", first.GetProperty("kind").GetString());
        Assert.Equal(position, first.GetProperty("position").GetInt64());
    }

    [Fact]
    public async Task It_ends_with_1_where_it_could_not_look()
    {
        await using var copy = await ledger.Copy();
        Assert.Equal(1, (await Run(copy, "/nowhere/to/be/found.dump")).ExitCode);
        Assert.Equal(1, (await Run(copy, "--anchor", "/nowhere/to/be/found.txt")).ExitCode);
        Assert.Equal(1, (await Run(copy, "--key", ledger.Anchor)).ExitCode);
    }

    [Fact]
    public async Task An_anchor_with_nothing_in_it_says_nothing()
    {
        await using var copy = await ledger.Copy();
        Directory.CreateDirectory(_folder.Path);
        foreach (var content in (string[])["", "# nobody was here\n", "leadledger/damaged\n"])
        {
            await File.WriteAllTextAsync(_folder["emptied.txt"], content);
            var (exitCode, output, _) = await Run(copy, "--anchor", _folder["emptied.txt"]);
            Assert.True(exitCode == 1, output);
        }
    }

    private Task<(int ExitCode, string Output, string Errors)> Run(TamperedLedger copy, params string[] arguments) =>
        ProgramRun.ToItsEnd(
            _folder.Path, ["verify", .. arguments], ("LEADLEDGER_DATABASE", copy.Database.ServiceConnectionString));
}

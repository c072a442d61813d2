using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Embedded;

namespace LeadLedger.Tests.Running;

public sealed class ScriptTests
{
    private static readonly string Ledger = Path.Combine(Checkout.Folder, "ledger");

    [Theory]
    [InlineData("ledger")]
    [InlineData(".ci/run")]
    public async Task The_scripts_are_whole_and_can_be_run(string script)
    {
        var path = Path.Combine(Checkout.Folder, script);
        var read = await ExternalProgram.Run(["bash", "-n", path]);

        Assert.True(read.Succeeded, read.Errors);
        Assert.True(File.GetUnixFileMode(path).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public async Task Alone_it_tells_of_every_verb()
    {
        var help = await ExternalProgram.Run([Ledger]);

        Assert.True(help.Succeeded, help.Errors);
        Assert.All(
            (string[])["up", "down", "url", "token", "psql", "test", "bench", "torture", "help"],
            verb => Assert.Contains($"\n  {verb} ", help.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_misspelt_option_is_refused_before_anything_is_set_up()
    {
        var refused = await ExternalProgram.Run([Ledger, "up", "--detatch"]);

        Assert.Equal(1, refused.ExitCode);
        Assert.Equal("ledger: up takes --detach and --demo, not '--detatch'", refused.Errors);
    }
}

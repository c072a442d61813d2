using LeadLedger.Server.Running.Embedded;

namespace LeadLedger.Tests.Running;

public sealed class ExternalProgramTests
{
    [Fact]
    public async Task A_file_in_the_folder_we_are_in_is_never_run_for_a_program_of_its_name()
    {
        var beside = Path.Combine(Environment.CurrentDirectory, "true");
        await File.WriteAllTextAsync(beside, "#!/bin/sh\nexit 42\n");
        try
        {
            File.SetUnixFileMode(beside, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

            Assert.Equal(0, (await ExternalProgram.Run(["true"])).ExitCode);
        }
        finally
        {
            File.Delete(beside);
        }
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_told_by_its_name()
    {
        var fault = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => ExternalProgram.Run(["no-such-program"]));

        Assert.Contains("no-such-program", fault.Message, StringComparison.Ordinal);
    }
}

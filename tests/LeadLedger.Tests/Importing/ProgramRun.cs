using System.Diagnostics;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Importing;

/// <summary>How the program itself went when it imported an export into a database.</summary>
internal sealed record ProgramRun(int ExitCode, string Output, string Errors)
{
    public static async Task<ProgramRun> Of(
        TestDatabase database,
        ExportFolder export,
        Dictionary<string, string>? environment = null,
        params string[] more)
    {
        using var process = Start(database, export, environment, more);
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new ProgramRun(process.ExitCode, await output, await errors);
    }

    public static Process Start(
        TestDatabase database,
        ExportFolder export,
        Dictionary<string, string>? environment = null,
        params string[] more)
    {
        var secrets = export.PathOf("secrets.json");
        PrivateFile.TryMakeJson(secrets, () => Secrets.Make(forDevelopment: false));
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = export.Folder,
            Environment =
            {
                [Setting.Database] = database.ServiceConnectionString,
                [Setting.MasterKeyFile] = secrets,
                [Setting.Data] = export.PathOf("data"),
                ["XDG_STATE_HOME"] = export.PathOf("state"),
            },
        };
        foreach (var (name, value) in environment ?? [])
            start.Environment[name] = value;
        string[] arguments = [typeof(Setting).Assembly.Location, "import", "--mapping", export.MappingFile, .. more];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}

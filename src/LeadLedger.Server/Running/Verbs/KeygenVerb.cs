using System.CommandLine;

namespace LeadLedger.Server.Running.Verbs;

/// <summary><c>leadledger keygen</c>: makes a secrets file.</summary>
internal static class KeygenVerb
{
    public static Command Create()
    {
        var file = new Option<string>("--out")
        {
            Description = "The file to make, readable by its owner alone. One that is there is left as it is.",
            Required = true,
        };
        var development = new Option<bool>("--development")
        {
            Description = "With a key for development tokens.",
        };
        var keygen = new Command("keygen", $"Make a secrets file for {Setting.MasterKeyFile}.") { file, development };
        keygen.SetAction(parsed => Run(parsed.GetRequiredValue(file), parsed.GetValue(development)));
        return keygen;
    }

    private static int Run(string file, bool forDevelopment)
    {
        if (!PrivateFile.TryMakeJson(file, () => Secrets.Make(forDevelopment)))
            throw new SettingsException($"{file} is there already, and was left as it is.");
        Console.WriteLine($"Made {file}. Keep a copy apart from the database's backups: without it, no person's data "
            + "in the ledger can be read again.");
        return 0;
    }
}

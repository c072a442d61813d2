using System.CommandLine;

namespace LeadLedger.Server.Running.Verbs;

/// <summary><c>leadledger keygen</c>: makes a secrets file, or adds to one.</summary>
internal static class KeygenVerb
{
    public static Command Create()
    {
        var file = new Option<string>("--out")
        {
            Description = "The file to make, readable by its owner alone. One that is there is left as it is.",
        };
        var rotate = new Option<string>("--rotate")
        {
            Description = "The file to add a master key to, which wraps from now on. Then: leadledger rewrap.",
        };
        var retire = new Option<string>("--retire")
        {
            Description = "The master key to take out of the FILE that follows, once nothing is wrapped under it.",
        };
        var retired = new Argument<string?>("file")
        {
            Description = "The file to take it out of.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var add = new Option<string>("--add-seal-key")
        {
            Description = "The file to add a new key to that signs checkpoints from the next start on.",
        };
        var development = new Option<bool>("--development")
        {
            Description = "With a key for development tokens.",
        };
        var keygen = new Command("keygen", $"Make a secrets file for {Setting.MasterKeyFile}, or change its keys.")
        {
            file, development, rotate, retire, retired, add,
        };
        keygen.Validators.Add(given =>
        {
            if (new[] { file, rotate, retire, add }.Count(option => given.GetValue(option) is not null) != 1)
                given.AddError("Name a file with one of --out, --rotate and --add-seal-key, or a key with --retire.");
            if (given.GetValue(retire) is null != given.GetValue(retired) is null)
                given.AddError("Name both the key and the file: --retire k1 FILE.");
        });
        keygen.SetAction((parsed, cancellation) =>
            parsed.GetValue(add) is { } old ? Task.FromResult(AddSealKey(old))
            : parsed.GetValue(rotate) is { } rotated ? Task.FromResult(MasterKeyRotation.Rotate(rotated))
            : parsed.GetValue(retire) is { } id ? MasterKeyRotation.Retire(id, parsed.GetValue(retired)!, cancellation)
            : Task.FromResult(Run(parsed.GetRequiredValue(file), parsed.GetValue(development))));
        return keygen;
    }

    private static int AddSealKey(string file)
    {
        var id = Secrets.AddSealKey(file);
        Console.WriteLine($"Added the key {id} to {file}. Every node that has this file seals with it from its next "
            + "start on; the key before it has to stay there until then, to hand over.");
        return 0;
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

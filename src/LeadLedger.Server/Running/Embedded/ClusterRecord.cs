using System.Security.Cryptography;
using System.Text;
using LeadLedger.Server.Running.Database;

namespace LeadLedger.Server.Running.Embedded;

/// <summary>
/// What a data folder remembers of its PostgreSQL: where the cluster lies, the port it asks for first, and the random
/// passwords. Kept in <c>postgres.json</c>, readable by its owner alone.
/// </summary>
internal sealed record ClusterRecord(string Folder, int Port, string AdminPassword, RolePasswords Passwords)
{
    /// <summary>Where root's clusters go when PostgreSQL's user can't get to the data folder.</summary>
    private const string ReachableByAll = "/var/lib/leadledger";

    /// <summary>Reads the record of a data folder, or chooses a place and passwords and writes them down.</summary>
    public static async Task<ClusterRecord> ReadOrMake(string dataFolder, CancellationToken cancellation)
    {
        var path = PathIn(dataFolder);
        if (PrivateFile.ReadJson<ClusterRecord>(path) is { } known)
        {
            return Complete(known, path);
        }

        var record = new ClusterRecord(
            await ChooseFolder(dataFolder, cancellation),
            LoopbackPorts.ForPostgres(dataFolder),
            RolePasswords.MakeOne(),
            RolePasswords.Make());
        PrivateFile.WriteJson(path, record);
        return record;
    }

    /// <summary>The record of a data folder, or null if it never had a PostgreSQL.</summary>
    public static ClusterRecord? Read(string dataFolder) => PrivateFile.ReadJson<ClusterRecord>(PathIn(dataFolder));

    /// <summary>Writes it down in its data folder.</summary>
    public void Write(string dataFolder) => PrivateFile.WriteJson(PathIn(dataFolder), this);

    /// <summary>Leaves the secrets out of every log and message.</summary>
    public override string ToString() => $"{nameof(ClusterRecord)} {Folder}";

    /// <summary>A data folder from before there was a role for names has no password for it.</summary>
    private static ClusterRecord Complete(ClusterRecord known, string path)
    {
        if (known.Passwords.BiPeople is not null)
        {
            return known;
        }

        var complete = known with { Passwords = known.Passwords with { BiPeople = RolePasswords.MakeOne() } };
        PrivateFile.WriteJson(path, complete);
        return complete;
    }

    private static string PathIn(string dataFolder) => Path.Combine(dataFolder, "postgres.json");

    /// <summary>
    /// In the data folder, unless we are root and the user that PostgreSQL runs as can't get there (a checkout under
    /// /root). Not in a temporary folder: those are swept, and a ledger isn't temporary.
    /// </summary>
    private static async Task<string> ChooseFolder(string dataFolder, CancellationToken cancellation)
    {
        var inside = Path.Combine(dataFolder, "postgres");
        var user = await ServerUser.For(inside, cancellation);
        if (await user.TryMakeFolder(inside, cancellation))
        {
            return inside;
        }

        await ExternalProgram.Run(["rmdir", inside], null, cancellation);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)))[..16];
        var outside = Path.Combine(ReachableByAll, hash);
        if (user.IsAnother && await user.TryMakeFolder(outside, cancellation))
        {
            return outside;
        }

        throw new EmbeddedPostgresException(
            $"PostgreSQL's user can't get to {inside}. Choose another data folder with LEADLEDGER_DATA.");
    }
}

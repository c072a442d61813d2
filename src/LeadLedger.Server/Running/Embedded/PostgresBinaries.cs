using System.Globalization;

namespace LeadLedger.Server.Running.Embedded;

/// <summary>A folder with PostgreSQL's server programs, and their major version.</summary>
internal sealed record PostgresBinaries(string Folder, int Major)
{
    /// <summary>The oldest version that the ledger's SQL is written for.</summary>
    public const int OldestMajor = 15;

    /// <summary>The path of one of the programs.</summary>
    public string Program(string name) => Path.Combine(Folder, name);

    /// <summary>
    /// The newest on this machine, or those of <paramref name="major"/> where a cluster was made with them: a data
    /// folder can be opened by its own major version alone.
    /// </summary>
    /// <param name="folder">The only folder to look at, if it is set (<c>LEADLEDGER_POSTGRES_BIN</c>).</param>
    /// <exception cref="EmbeddedPostgresException">There are none that fit.</exception>
    public static async Task<PostgresBinaries> Find(
        string? folder, int? major = null, CancellationToken cancellation = default)
    {
        var found = new List<PostgresBinaries>();
        foreach (var candidate in folder is null ? UsualFolders() : [folder])
        {
            if (await Look(candidate, cancellation) is { } binaries)
            {
                found.Add(binaries);
            }
        }

        return found.Where(one => one.Major >= OldestMajor && (major is null || one.Major == major))
                .MaxBy(one => one.Major)
            ?? throw new EmbeddedPostgresException(Missing(major, found));
    }

    private static async Task<PostgresBinaries?> Look(string folder, CancellationToken cancellation)
    {
        if (!((string[])["postgres", "initdb", "pg_ctl"]).All(name => File.Exists(Path.Combine(folder, name))))
        {
            return null;
        }

        // "postgres (PostgreSQL) 15.14 (Debian 15.14-0+deb12u1)"
        var version = await ExternalProgram.Run([Path.Combine(folder, "postgres"), "--version"], null, cancellation);
        var number = version.Output.Split(' ').ElementAtOrDefault(2)?.TakeWhile(char.IsAsciiDigit).ToArray();
        return int.TryParse(number, CultureInfo.InvariantCulture, out var major)
            ? new PostgresBinaries(folder, major)
            : null;
    }

    private static IEnumerable<string> UsualFolders()
    {
        const string debian = "/usr/lib/postgresql";
        var versions = Directory.Exists(debian) ? Directory.GetDirectories(debian) : [];
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return versions.Select(version => Path.Combine(version, "bin")).Concat(path).Distinct();
    }

    private static string Missing(int? major, List<PostgresBinaries> found)
    {
        var others = found.Count == 0
            ? ""
            : $" (found: {string.Join(", ", found.Select(one => one.Major).Distinct())})";
        var wanted = major is null
            ? $"PostgreSQL {OldestMajor} or newer isn't installed{others}."
            : $"The data folder belongs to PostgreSQL {major}, which isn't installed{others}.";
        return wanted + " On Debian and Ubuntu: apt-get install postgresql (./ledger up does it for you), "
            + "or https://www.postgresql.org/download/. Or name a server of your own in LEADLEDGER_DATABASE.";
    }
}

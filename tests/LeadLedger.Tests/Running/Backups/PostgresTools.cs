using LeadLedger.Server.Running.Embedded;
using Npgsql;

namespace LeadLedger.Tests.Running.Backups;

/// <summary>PostgreSQL's own programs, as an operator runs them.</summary>
internal static class PostgresTools
{
    /// <summary>Runs one on the database that the connection string names, as the user of a folder's server.</summary>
    public static async Task Run(
        ServerUser user, string connectionString, string program, params string[] arguments)
    {
        var at = new NpgsqlConnectionStringBuilder(connectionString);
        var binaries = await PostgresBinaries.Find(null);
        (await user.Run(
        [
            "env", $"PGHOST={at.Host}", $"PGPORT={at.Port}", $"PGUSER={at.Username}", $"PGPASSWORD={at.Password}",
            $"PGDATABASE={at.Database}", binaries.Program(program), .. arguments,
        ])).OrThrow(program);
    }
}

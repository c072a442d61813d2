using System.CommandLine;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using LeadLedger.Server.Running.Database;
using LeadLedger.Server.Running.Embedded;
using Npgsql;

namespace LeadLedger.Server.Running.Verbs;

/// <summary>
/// <c>leadledger psql</c>: opens psql on the ledger's database. As the BI role unless told otherwise: looking around
/// with more rights than looking around needs is how accidents happen.
/// </summary>
internal static class PsqlVerb
{
    public static Command Create()
    {
        var role = new Option<string>("--as")
        {
            Description = "bi (reads the views of bi_v1), bi-people (also people's names), service (also the ledger), "
                + "or owner (everything).",
            DefaultValueFactory = _ => "bi",
        };
        role.AcceptOnlyFromAmong("bi", "bi-people", "service", "owner");
        var psql = new Command("psql", "Open psql on the ledger's database; what else is given goes to psql.") { role };
        psql.TreatUnmatchedTokensAsErrors = false;
        psql.SetAction((parsed, cancellation) => Run(parsed.GetValue(role)!, parsed.UnmatchedTokens, cancellation));
        return psql;
    }

    private static async Task<int> Run(string role, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        var settings = Settings.OfThisProcess();
        await using var database = await LedgerDatabase.Open(settings, cancellation);
        var (named, connection) = role switch
        {
            "service" => (Setting.Database, database.Service),
            "owner" => (Setting.DatabaseOwner, database.Owner),
            "bi-people" => (Setting.DatabaseBiPeople, database.BiPeople),
            _ => (Setting.DatabaseBi, database.Bi),
        };
        if (connection is null)
            throw new SettingsException($"{named} has to name the connection string of that role.");

        using var psql = Launch(await Program(settings, cancellation), arguments, connection);

        // Ctrl-C is psql's own affair: it cancels a query there, and we stay until psql ends.
        await psql.WaitForExitAsync(CancellationToken.None);
        return psql.ExitCode;
    }

    /// <summary>The one of the embedded server's version, else whichever is on the path.</summary>
    private static async Task<string> Program(Settings settings, CancellationToken cancellation)
    {
        if (!settings.IsEmbedded)
            return "psql";
        var beside = (await PostgresBinaries.Find(settings.PostgresBin, null, cancellation)).Program("psql");
        return File.Exists(beside) ? beside : "psql";
    }

    private static Process Launch(string program, IReadOnlyList<string> arguments, string connection)
    {
        // By the environment: a password among the arguments could be read by every user of the machine.
        var parsed = new NpgsqlConnectionStringBuilder(connection);
        var start = new ProcessStartInfo(program, arguments);
        start.Environment["PGHOST"] = parsed.Host;
        start.Environment["PGPORT"] = parsed.Port.ToString(CultureInfo.InvariantCulture);
        start.Environment["PGDATABASE"] = parsed.Database;
        start.Environment["PGUSER"] = parsed.Username;
        start.Environment["PGPASSWORD"] = parsed.Password;
        try
        {
            start.FileName = ExternalProgram.OnPath(program);
            return Process.Start(start)!;
        }
        catch (Exception missing) when (missing is Win32Exception or EmbeddedPostgresException)
        {
            throw new SettingsException(
                "psql isn't installed. On Debian and Ubuntu: apt-get install postgresql-client");
        }
    }
}

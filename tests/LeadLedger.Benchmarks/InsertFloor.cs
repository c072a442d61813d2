using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Npgsql;

namespace LeadLedger.Benchmarks;

/// <summary>
/// What PostgreSQL does at best with single rows: pgbench inserts an equal jsonb, each in its own transaction by a
/// prepared statement, into a table with nothing but a primary key. The payload is a parameter, not a constant of
/// the statement: PostgreSQL has to parse it each time, as it has to parse ours.
/// </summary>
internal sealed partial class InsertFloor
{
    private const string Insert = "insert into bench.floor (data) values (:payload);";

    private readonly Bench _bench;
    private readonly BenchDatabase _database;
    private readonly string _payload;

    private InsertFloor(Bench bench, BenchDatabase database, string payload) =>
        (_bench, _database, _payload) = (bench, database, payload);

    public static async Task<InsertFloor> Make(Bench bench, BenchDatabase database, ReadOnlyMemory<byte> payload)
    {
        await database.Execute(
            "create table bench.floor (id bigint generated always as identity primary key, data jsonb not null)",
            bench.Cancellation);
        return new InsertFloor(bench, database, Encoding.UTF8.GetString(payload.Span));
    }

    /// <summary>Rows a second by so many connections.</summary>
    public async Task<double> Rate(int connections, TimeSpan time)
    {
        await _database.Execute("truncate bench.floor", _bench.Cancellation);
        await _database.Settle(_bench.Cancellation);
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, Insert, _bench.Cancellation);
            using var pgbench = Process.Start(Command(connections, time, script))!;
            var errors = pgbench.StandardError.ReadToEndAsync(_bench.Cancellation);
            var output = await pgbench.StandardOutput.ReadToEndAsync(_bench.Cancellation);
            await pgbench.WaitForExitAsync(_bench.Cancellation);
            if (pgbench.ExitCode != 0 || Tps().Match(output) is not { Success: true } tps)
                throw new InvalidOperationException($"pgbench failed: {await errors}");
            return double.Parse(tps.Groups[1].ValueSpan, CultureInfo.InvariantCulture);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private ProcessStartInfo Command(int connections, TimeSpan time, string script)
    {
        var server = new NpgsqlConnectionStringBuilder(_database.AdminConnectionString);
        var threads = Math.Min(connections, Environment.ProcessorCount);
        return new ProcessStartInfo(_bench.Server.Pgbench,
        [
            "--no-vacuum", "--protocol=prepared", $"--file={script}", $"--define=payload={_payload}",
            Invariant($"--client={connections}"), Invariant($"--jobs={threads}"),
            Invariant($"--time={(int)Math.Ceiling(time.TotalSeconds)}"),
            $"--host={server.Host}", Invariant($"--port={server.Port}"), $"--username={server.Username}",
            server.Database!,
        ])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["PGPASSWORD"] = server.Password },
        };
    }

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);

    [GeneratedRegex(@"^tps = ([0-9.]+)", RegexOptions.Multiline)]
    private static partial Regex Tps();
}

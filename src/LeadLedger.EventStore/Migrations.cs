using System.Data;
using Npgsql;

namespace LeadLedger.EventStore;

/// <summary>
/// Brings a database's schema up to the program: applies the scripts it lacks, in order, each in a transaction and all
/// under a lock, and keeps a record of them in <c>leadledger.migration</c>.
/// </summary>
public static class Migrations
{
    // Any number will do, as long as it is the same in each program that migrates this database.
    private const long AdvisoryLock = 0x4C65_6164_4C65_6467; // "LeadLedg"

    private const string MakeRecord =
        """
        create schema if not exists leadledger;
        create table if not exists leadledger.migration (
          number int not null,
          name text not null,
          checksum text not null,
          applied_at timestamptz not null default now(),
          constraint migration_pkey primary key (number)
        );
        """;

    /// <summary>The event store's own scripts: roles, the ledger, the vault, the schema of the views.</summary>
    public static IReadOnlyList<Migration> OfEventStore { get; } =
        Migration.EmbeddedIn(typeof(Migrations).Assembly, "LeadLedger.EventStore.Migrations.");

    /// <summary>
    /// Applies what is missing. Safe to call from several processes at once: one works, the others wait and then find
    /// nothing to do. The connection's user must own the database and be allowed to create roles for the first
    /// script; <c>leadledger_owner</c> is enough for later ones.
    /// </summary>
    /// <returns>The scripts that were applied now; empty when there was nothing to do.</returns>
    /// <exception cref="MigrationRefusedException">These scripts can't move that database forward.</exception>
    public static async Task<IReadOnlyList<Migration>> Apply(
        NpgsqlDataSource database, IReadOnlyList<Migration> scripts, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        var ordered = InOrder(scripts);
        await using var connection = await database.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        await Execute(connection, $"select pg_advisory_lock({AdvisoryLock})", cancellation).ConfigureAwait(false);
        try
        {
            if (!await RecordExists(connection, cancellation).ConfigureAwait(false))
                await Execute(connection, MakeRecord, cancellation).ConfigureAwait(false);
            var missing = Missing(ordered, await Applied(connection, cancellation).ConfigureAwait(false));
            foreach (var script in missing)
                await ApplyOne(connection, script, cancellation).ConfigureAwait(false);
            return missing;
        }
        finally
        {
            // A broken connection has lost the lock already.
            if (connection.State == ConnectionState.Open)
                await Execute(connection, $"select pg_advisory_unlock({AdvisoryLock})", default).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// The scripts that the database lacks, without applying any; what a service asks before it serves.
    /// <c>leadledger_service</c> may ask.
    /// </summary>
    /// <exception cref="MigrationRefusedException">These scripts can't move that database forward.</exception>
    public static async Task<IReadOnlyList<Migration>> Pending(
        NpgsqlDataSource database, IReadOnlyList<Migration> scripts, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        await using var connection = await database.OpenConnectionAsync(cancellation).ConfigureAwait(false);
        var applied = await RecordExists(connection, cancellation).ConfigureAwait(false)
            ? await Applied(connection, cancellation).ConfigureAwait(false)
            : [];
        return Missing(InOrder(scripts), applied);
    }

    private static List<Migration> InOrder(IReadOnlyList<Migration> scripts)
    {
        ArgumentNullException.ThrowIfNull(scripts);
        var ordered = scripts.OrderBy(script => script.Number).ToList();
        for (var i = 1; i < ordered.Count; i++)
        {
            if (ordered[i].Number == ordered[i - 1].Number)
                throw new ArgumentException($"Two scripts have the number {ordered[i].Number}.", nameof(scripts));
        }
        return ordered;
    }

    private static List<Migration> Missing(List<Migration> scripts, Dictionary<int, (string Name, string Sum)> applied)
    {
        var missing = new List<Migration>();
        foreach (var script in scripts)
        {
            if (!applied.Remove(script.Number, out var record))
                missing.Add(script);
            else if (record.Sum != script.Checksum)
                throw MigrationRefusedException.ScriptChanged(script.Number, script.Name);
        }
        // What is left was applied by a program that knows more than this one.
        if (applied.Count > 0)
        {
            var newest = applied.MaxBy(record => record.Key);
            throw MigrationRefusedException.DatabaseIsNewer(newest.Key, newest.Value.Name);
        }
        return missing;
    }

    private static async Task ApplyOne(NpgsqlConnection connection, Migration script, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation).ConfigureAwait(false);
        await Execute(connection, script.Sql, cancellation).ConfigureAwait(false);
        await using var record = new NpgsqlCommand(
            "insert into leadledger.migration (number, name, checksum) values ($1, $2, $3)", connection)
        {
            Parameters =
            {
                new() { Value = script.Number }, new() { Value = script.Name }, new() { Value = script.Checksum },
            },
        };
        await record.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
        await transaction.CommitAsync(cancellation).ConfigureAwait(false);
    }

    private static async Task<bool> RecordExists(NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            "select to_regclass('leadledger.migration') is not null", connection);
        return (bool)(await command.ExecuteScalarAsync(cancellation).ConfigureAwait(false))!;
    }

    private static async Task<Dictionary<int, (string Name, string Sum)>> Applied(
        NpgsqlConnection connection, CancellationToken cancellation)
    {
        var applied = new Dictionary<int, (string, string)>();
        await using var command = new NpgsqlCommand(
            "select number, name, checksum from leadledger.migration", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation).ConfigureAwait(false);
        while (await reader.ReadAsync(cancellation).ConfigureAwait(false))
            applied.Add(reader.GetInt32(0), (reader.GetString(1), reader.GetString(2)));
        return applied;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        // No time limit: a lock may be waited for, and a migration takes the time it takes.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(cancellation).ConfigureAwait(false);
    }
}

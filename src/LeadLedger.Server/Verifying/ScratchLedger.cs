using System.Text.RegularExpressions;
using LeadLedger.EventStore.Verifying;
using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Server.Verifying;

/// <summary>
/// A dump's ledger and seals in a PostgreSQL of their own, in a temporary folder that goes with it. The tables are
/// ours, without a constraint: what a dump holds is looked at as it is, however wrong.
/// </summary>
internal sealed partial class ScratchLedger : IAsyncDisposable
{
    private static readonly string[] Tables =
    [
        "ledger.mt_streams", "ledger.mt_events", "seal.ledger", "seal.tile", "seal.checkpoint", "seal.key",
    ];

    // Nothing here has to survive anything.
    private const string Hasty = """
        alter system set fsync = off;
        alter system set full_page_writes = off;
        alter system set synchronous_commit = off;
        alter system set autovacuum = off;
        select pg_reload_conf();
        """;

    private const string Unconstrained = """
        do $$
        declare
          one record;
        begin
          for one in select conrelid::regclass as of, conname from pg_constraint
            where conrelid = any (array[{0}]::regclass[]) order by contype <> 'f'
          loop
            execute format('alter table %s drop constraint %I cascade', one.of, one.conname);
          end loop;
          for one in select indexrelid::regclass as index from pg_index where indrelid = any (array[{0}]::regclass[])
          loop
            execute format('drop index %s', one.index);
          end loop;
        end
        $$;
        truncate {1};
        """;

    private const string Indexes = """
        create index on ledger.mt_events (seq_id);
        create index on ledger.mt_events (stream_id, version);
        create index on ledger.mt_streams (id);
        create index on seal.tile (level, number);
        create index on seal.checkpoint (tree_size);
        analyze;
        """;

    private readonly string _folder;
    private readonly EmbeddedPostgres _postgres;

    private ScratchLedger(string folder, EmbeddedPostgres postgres) => (_folder, _postgres) = (folder, postgres);

    /// <summary>Of who may read everything in it.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_postgres.AdminConnectionString)
    {
        Pooling = false,
        CommandTimeout = 0,
    }.ConnectionString;

    /// <param name="dump">A dump of pg_dump.</param>
    /// <param name="binaries">The folder of PostgreSQL's programs; null looks in the usual places.</param>
    /// <exception cref="CannotVerifyException">The dump can't be read, or hasn't everything that is needed.</exception>
    public static async Task<ScratchLedger> Load(string dump, string? binaries, CancellationToken cancellation)
    {
        await using var text = await DumpText.Open(dump, binaries, cancellation);
        var folder = Path.Combine(Path.GetTempPath(), $"leadledger-verify-{Guid.NewGuid():N}");
        var postgres = await EmbeddedPostgres.Start(folder, binaries, cancellation: cancellation);
        var scratch = new ScratchLedger(folder, postgres);
        try
        {
            await scratch.Make(cancellation);
            await scratch.Fill(text, cancellation);
            return scratch;
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _postgres.DisposeAsync();
        // Root's may lie elsewhere, where PostgreSQL's user gets to.
        foreach (var folder in (string[])[_postgres.Folder, _folder])
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private async Task Make(CancellationToken cancellation)
    {
        await Schema.Migrate(_postgres.OwnerConnectionString, cancellation);
        await using var connection = await Open(cancellation);
        foreach (var setting in Hasty.Split('\n'))
            await Execute(connection, setting, cancellation);
        var names = string.Join(", ", Tables.Select(table => $"'{table}'"));
        await Execute(
            connection,
            Unconstrained.Replace("{0}", names, StringComparison.Ordinal)
                .Replace("{1}", string.Join(", ", Tables), StringComparison.Ordinal),
            cancellation);
    }

    private async Task Fill(DumpText text, CancellationToken cancellation)
    {
        var blocks = new CopyBlocks(text.Text);
        var lacking = Tables.ToHashSet();
        await using var connection = await Open(cancellation);
        while (await blocks.Next(cancellation) is { } head)
        {
            if (Tables.Contains(head.Table) && ColumnList().IsMatch(head.Columns))
            {
                await Copy(connection, blocks, head, cancellation);
                lacking.Remove(head.Table);
            }
            else
            {
                await blocks.Copy(null, cancellation);
            }
        }
        await text.RefuseUnlessWhole(cancellation);
        if (!blocks.IsComplete)
            throw new CannotVerifyException("The dump hasn't its end: it is not complete.");
        if (lacking.Count > 0)
            throw new CannotVerifyException($"The dump lacks the data of {string.Join(", ", lacking.Order())}.");
        await Execute(connection, Indexes, cancellation);
    }

    private static async Task Copy(
        NpgsqlConnection connection, CopyBlocks blocks, CopyHead head, CancellationToken cancellation)
    {
        try
        {
            await using var into = await connection.BeginTextImportAsync(
                $"copy {head.Table} ({head.Columns}) from stdin", cancellation);
            // The bytes as they are: they are text already.
            await blocks.Copy(((StreamWriter)into).BaseStream, cancellation);
        }
        catch (PostgresException unlike)
        {
            throw new CannotVerifyException($"The dump's {head.Table} can't be read: {unlike.MessageText}", unlike);
        }
    }

    private async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = new NpgsqlConnection(ConnectionString);
        await connection.OpenAsync(cancellation);
        return connection;
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Names and nothing else: it goes into a statement of ours.</summary>
    [GeneratedRegex("^[a-z_\"]+(, [a-z_\"]+)*$")]
    private static partial Regex ColumnList();
}

using LeadLedger.EventStore;
using LeadLedger.Server.ReadModels.Projecting;
using Npgsql;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>Which builds of the read models there are, and which of them the public views show.</summary>
public sealed class ReadModelBuilds(NpgsqlDataSource database)
{
    // Whoever makes, switches or drops a build holds this meanwhile.
    private static readonly string OneAtATime =
        $"select pg_advisory_xact_lock({SessionLock.Class}, {(int)Exclusive.Switching})";

    /// <summary>So long at most do readers queue behind a switch that itself waits for a long query.</summary>
    internal const string ShortWaits = "set local lock_timeout to '150ms'";

    private const string Building = "building";

    private static readonly string OfThisProgram =
        $"state = '{Building}' and model_version = {ReadModelScripts.ModelVersion}";

    // A view's definition as the catalog keeps it is large, and the default takes longer to compress it than all else.
    private const string QuickCompression =
        """
        select set_config(name, 'lz4', true) from pg_settings
        where name = 'default_toast_compression' and 'lz4' = any(enumvals)
        """;

    private const string Undescribed =
        """
        select c.relname::text from pg_class c
        join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
        left join pg_description d on d.classoid = 'pg_class'::regclass and d.objoid = c.oid and d.objsubid = a.attnum
        where c.relnamespace = 'bi_v1'::regnamespace and c.relkind = 'v' and d.objoid is null
        limit 1
        """;

    private static readonly TimeSpan BetweenTries = TimeSpan.FromMilliseconds(250);

    /// <summary>The build that the views show; null before the first.</summary>
    public async Task<ReadModelBuild?> Active(CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await Find(connection, "state = 'active'", cancellation);
    }

    /// <summary>The build that the views show; makes the first one, empty, if there is none.</summary>
    public async Task<ReadModelBuild> EnsureActive(CancellationToken cancellation = default)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        if (await Find(connection, "state = 'active'", cancellation) is { } active)
            return active;
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await TakeTurn(connection, cancellation);
        var build = await Find(connection, "state = 'active'", cancellation);
        if (build is null)
        {
            build = await Make(connection, Building, cancellation);
            await Execute(connection, ReadModelScripts.Indexes, cancellation);
            await Show(connection, build, null, cancellation);
        }
        await transaction.CommitAsync(cancellation);
        return build;
    }

    /// <summary>The build that a rebuild was making when it was interrupted; null if there is none.</summary>
    internal async Task<ReadModelBuild?> Interrupted(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await Find(connection, OfThisProgram, cancellation);
    }

    /// <summary>The build that a rebuild was making when it was interrupted, or a new one.</summary>
    internal async Task<ReadModelBuild> StartOrResume(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await TakeTurn(connection, cancellation);
        var build = await Find(connection, OfThisProgram, cancellation);
        build ??= await Make(connection, Building, cancellation);
        await transaction.CommitAsync(cancellation);
        return build;
    }

    /// <summary>Where the build that the views show is; 0 before the first event.</summary>
    internal async Task<long> ActivePosition(CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        return await Find(connection, "state = 'active'", cancellation) is { } active
            ? await ProjectionProgress.Read(connection, active.ProgressName, cancellation) ?? 0
            : 0;
    }

    /// <summary>Does something while the build that the views show is held at its position and stays the one.</summary>
    internal async Task Hold(Func<ReadModelBuild, long, Task> meanwhile, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await TakeTurn(connection, cancellation);
        var active = await Find(connection, "state = 'active'", cancellation)
            ?? throw new InvalidOperationException("No build is shown yet.");
        await meanwhile(active, await ProjectionProgress.Hold(connection, active.ProgressName, cancellation) ?? 0);
    }

    /// <summary>Makes the indexes of a build that it hasn't yet.</summary>
    internal Task MakeIndexes(ReadModelBuild build, Pace pace, CancellationToken cancellation) =>
        new BuildIndexes(database, build, pace).Make(cancellation);

    /// <summary>
    /// Shows another build in the views, in one transaction: a query sees the one or the other. Whoever projects the
    /// build in use is held until it is done, so that the views never go back in time.
    /// </summary>
    /// <param name="catchUp">Moves the new build forward at least to a position, before it is shown.</param>
    internal async Task Switch(
        ReadModelBuild build, Func<long, Task> catchUp, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                await TrySwitch(build, catchUp, cancellation);
                return;
            }
            catch (PostgresException busy) when (
                busy.SqlState is PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.DeadlockDetected)
            {
                // A long query is reading the views; it goes on undisturbed, and so do those that come after it.
                await Task.Delay(BetweenTries, cancellation);
            }
        }
    }

    /// <summary>Drops builds that nobody is shown any more.</summary>
    /// <param name="grace">How long ago they must have been replaced.</param>
    internal Task DropRetired(TimeSpan grace, CancellationToken cancellation) =>
        RetiredBuilds.Drop(database, grace, cancellation);

    private async Task TrySwitch(ReadModelBuild build, Func<long, Task> catchUp, CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await TakeTurn(connection, cancellation);
        await Execute(connection, ShortWaits, cancellation);
        var active = await Find(connection, "state = 'active'", cancellation);
        if (active is not null)
        {
            var held = await ProjectionProgress.Hold(connection, active.ProgressName, cancellation);
            await catchUp(held ?? 0);
        }
        await Show(connection, build, active, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Waits for whoever makes, switches or drops a build; the turn ends with the transaction.</summary>
    internal static Task TakeTurn(NpgsqlConnection connection, CancellationToken cancellation) =>
        Execute(connection, OneAtATime, cancellation);

    /// <summary>Makes an empty build, on one's turn.</summary>
    internal static async Task<ReadModelBuild> Make(
        NpgsqlConnection connection, string state, CancellationToken cancellation)
    {
        await using var next = new NpgsqlCommand(
            "select coalesce(max(build), 0) + 1 from leadledger.read_model_build", connection);
        var build = ReadModelBuild.Make((int)(await next.ExecuteScalarAsync(cancellation))!);
        await Execute(connection, $"create schema {build.Schema}", cancellation);
        await Execute(connection, $"set local search_path to {build.Schema}", cancellation);
        await Execute(connection, ReadModelScripts.Tables, cancellation);
        await using var record = new NpgsqlCommand(
            $"""
            insert into leadledger.read_model_build ({ReadModelBuild.Columns}, state)
            values ($1, $2, $3, $4, $5)
            """,
            connection)
        {
            Parameters =
            {
                new() { Value = build.Number },
                new() { Value = build.ModelVersion },
                new() { Value = build.Schema },
                new() { Value = build.ProgressName },
                new() { Value = state },
            },
        };
        await record.ExecuteNonQueryAsync(cancellation);
        await ProjectionProgress.Create(connection, build.ProgressName, cancellation);
        // A build that was dropped may have had the number before, and left its row behind.
        if (await ProjectionProgress.Read(connection, build.ProgressName, cancellation) is { } left and > 0)
            await ProjectionProgress.TryMove(connection, build.ProgressName, left, 0, cancellation);
        return build;
    }

    private static async Task Show(
        NpgsqlConnection connection, ReadModelBuild build, ReadModelBuild? before, CancellationToken cancellation)
    {
        await Execute(connection, $"set local search_path to {build.Schema}", cancellation);
        await Execute(connection, QuickCompression, cancellation);
        await Execute(connection, ReadModelScripts.ViewsOf(build.Number), cancellation);
        // Of the same version the views have their comments, unless somebody dropped one by hand.
        if (before?.ModelVersion != build.ModelVersion || (await Names(connection, Undescribed, cancellation)).Count > 0)
            await Execute(connection, ReadModelScripts.Comments, cancellation);
        await Execute(
            connection,
            $"""
            update leadledger.read_model_build set state = 'retired', retired_at = now() where state = 'active';
            update leadledger.read_model_build set state = 'active', activated_at = now() where build = {build.Number}
            """,
            cancellation);
    }

    internal static async Task<ReadModelBuild?> Find(
        NpgsqlConnection connection, string condition, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(
            $"""
            select {ReadModelBuild.Columns} from leadledger.read_model_build
            where {condition} order by build limit 1
            """,
            connection);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? ReadModelBuild.Read(reader) : null;
    }

    internal static async Task<List<string>> Names(
        NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var ask = new NpgsqlCommand(sql, connection);
        await using var reader = await ask.ExecuteReaderAsync(cancellation);
        var names = new List<string>();
        while (await reader.ReadAsync(cancellation))
            names.Add(reader.GetString(0));
        return names;
    }

    internal static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }
}

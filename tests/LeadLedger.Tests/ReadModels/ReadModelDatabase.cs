using System.Globalization;
using LeadLedger.EventStore;
using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.ReadModels;

/// <summary>A fresh database with a store over it, and its read models within reach.</summary>
internal sealed class ReadModelDatabase : IAsyncDisposable
{
    private readonly TestDatabase _database;

    private ReadModelDatabase(TestDatabase database)
    {
        _database = database;
        Store = new PostgresEventStore(database.Service);
        Ledger = new LedgerOfHand(Store);
        Builds = new ReadModelBuilds(database.Service);
    }

    public PostgresEventStore Store { get; }

    public LedgerOfHand Ledger { get; }

    public ReadModelBuilds Builds { get; }

    public NpgsqlDataSource Service => _database.Service;

    public NpgsqlDataSource Bi => _database.Bi;

    public NpgsqlDataSource BiPeople => _database.BiPeople;

    public TestDatabase Itself => _database;

    public NpgsqlDataSource Admin => _database.Admin;

    public string ServiceConnectionString => _database.ServiceConnectionString;

    public static async Task<ReadModelDatabase> Make() => new(await (await TestServer.Get()).MakeMigrated());

    /// <summary>Projects all there is into the build that the views show.</summary>
    public async Task Project(int pageSize = 1000) => await Project(await Builds.EnsureActive(), () => pageSize);

    /// <summary>Projects all there is into a build, in pages of whatever sizes.</summary>
    public async Task Project(ReadModelBuild build, Func<int> pageSize)
    {
        await using var connection = await Service.OpenConnectionAsync();
        var session = await ProjectingSession.Begin(connection, build, CancellationToken.None);
        while (true)
        {
            var page = DecodedPage.Decode(await Store.ReadFeed(session.Position, pageSize()));
            if (page.LastPosition is null)
                return;
            await session.Project(page, CancellationToken.None);
        }
    }

    /// <summary>
    /// The same as a rebuild does it: some pages a transaction, and the next ones are taken while it is written.
    /// </summary>
    public async Task Fill(ReadModelBuild build, Func<int> pageSize, Func<int> pages)
    {
        await using var connection = await Service.OpenConnectionAsync();
        await using var session = await ProjectingSession.Begin(connection, build, CancellationToken.None);
        var reached = session.Position;
        for (var left = pages(); ; left--)
        {
            var feed = await Store.ReadFeedToProject(reached, pageSize());
            var page = DecodedPage.Decode(feed);
            feed.Release();
            reached = page.NextPosition;
            await session.Take(page, CancellationToken.None);
            if (left > 1 && page.LastPosition is not null)
                continue;
            await session.Write(CancellationToken.None);
            if (page.LastPosition is null)
                break;
            left = pages() + 1;
        }
        await session.Finish();
    }

    /// <summary>A build of its own beside the others, which no view shows.</summary>
    public async Task<ReadModelBuild> MakeBuild()
    {
        var build = await Builds.StartOrResume(CancellationToken.None);
        await Execute($"update leadledger.read_model_build set state = 'retired' where build = {build.Number}");
        return build;
    }

    /// <summary>Every table of a build, byte for byte, in the order of its key.</summary>
    public async Task<SortedDictionary<string, string>> Contents(ReadModelBuild build)
    {
        var tables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (table, key) in await Keys(build))
        {
            await using var connection = await Service.OpenConnectionAsync();
            using var copy = await connection.BeginTextExportAsync(
                $"copy (select * from {build.Schema}.{table} order by {key}) to stdout");
            tables.Add(table, await copy.ReadToEndAsync());
        }
        return tables;
    }

    public async Task Execute(string sql)
    {
        await using var command = Admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The rows of a query as the BI role sees them, each as its columns joined by <c>|</c>.</summary>
    public async Task<List<string>> Query(string sql, string separator = "|")
    {
        await using var command = Bi.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add(string.Join(separator, values.Select(Text)));
        }
        return rows;
    }

    /// <summary>Waits until somebody waits for a lock on a table or view of this database.</summary>
    public Task UntilSomebodyWaitsForALock() => Until("""
        select exists (select from pg_locks
          where not granted and database = (select oid from pg_database where datname = current_database()))
        """);

    /// <summary>Waits until a condition holds in the database.</summary>
    public async Task Until(string condition)
    {
        using var bounded = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var command = Admin.CreateCommand(condition);
        while (await command.ExecuteScalarAsync(bounded.Token) is not true)
            await Task.Delay(10, bounded.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Store.DisposeAsync();
        await _database.DisposeAsync();
    }

    private async Task<List<(string Table, string Key)>> Keys(ReadModelBuild build)
    {
        await using var command = Service.CreateCommand(
            """
            select c.relname,
              string_agg(quote_ident(a.attname), ', ' order by array_position(i.indkey::int2[], a.attnum))
            from pg_index i
            join pg_class c on c.oid = i.indrelid
            join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey)
            where i.indisprimary and c.relnamespace = $1::regnamespace
            group by c.relname
            """);
        command.Parameters.Add(new() { Value = build.Schema });
        await using var reader = await command.ExecuteReaderAsync();
        var keys = new List<(string, string)>();
        while (await reader.ReadAsync())
            keys.Add((reader.GetString(0), reader.GetString(1)));
        return keys;
    }

    private static string Text(object value) => value switch
    {
        DBNull => "",
        DateTime { Kind: DateTimeKind.Utc } at =>
            at.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture),
        DateTime or DateOnly => FormattableString.Invariant($"{value:yyyy-MM-dd}"),
        bool truth => truth ? "true" : "false",
        IFormattable it => it.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}

using LeadLedger.Server.Running.Watching;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.ReadModels;
using Npgsql;

namespace LeadLedger.Tests.Running.Watching;

/// <summary>Which sessions are ended, and that an ended one holds nothing back any more.</summary>
public sealed class BiSessionTests : IAsyncLifetime
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan AnyTime = TimeSpan.FromMicroseconds(1);

    private const string NoTimeouts = "set statement_timeout = 0; set idle_in_transaction_session_timeout = 0;";
    private const string Endless = "select count(*) from bi_v1.freshness, generate_series(1, 1000000000000)";

    private ReadModelDatabase _database = null!;

    public async Task InitializeAsync()
    {
        _database = await ReadModelDatabase.Make();
        await _database.Builds.EnsureActive();
    }

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task A_role_that_has_taken_its_timeouts_off_is_ended_in_the_middle_of_its_query()
    {
        await using var connection = await _database.Bi.OpenConnectionAsync();
        var pid = connection.ProcessID;
        var query = Execute(connection, NoTimeouts + Endless);
        await Until(connection, "state = 'active' and query ~ 'generate_series' and backend_xmin is not null");
        Assert.Empty((await Look(longest: Hour, sleep: AnyTime)).Ended);

        var ended = Assert.Single((await Look(longest: AnyTime, sleep: Hour)).Ended);

        Assert.Equal(("leadledger_bi", pid, BiSessionEnd.TooOld), (ended.Role, ended.Pid, ended.Why));
        Assert.True(ended.Seconds > 0);
        var told = await Assert.ThrowsAsync<PostgresException>(() => query);
        Assert.Equal(PostgresErrorCodes.AdminShutdown, told.SqlState);
        await Gone(ended);
    }

    [Fact]
    public async Task A_session_that_sleeps_in_a_transaction_is_ended_sooner_than_one_that_works()
    {
        await using var connection = await _database.BiPeople.OpenConnectionAsync();
        await Execute(connection, NoTimeouts + "begin isolation level repeatable read; select * from bi_v1.lead");
        await Until(connection, "state = 'idle in transaction'");
        Assert.Empty((await Look(longest: Hour, sleep: Hour)).Ended);

        var ended = Assert.Single((await Look(longest: Hour, sleep: AnyTime)).Ended);

        Assert.Equal(("leadledger_bi_people", BiSessionEnd.Asleep), (ended.Role, ended.Why));
        await Gone(ended);
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Execute(connection, "select 1"));
    }

    /// <summary>
    /// PostgreSQL looks at no cancel, and so at no timeout, before it can send again; at being ended it looks.
    /// </summary>
    [Fact]
    public async Task A_session_whose_client_doesnt_read_its_answer_is_ended()
    {
        await using var connection = await _database.Bi.OpenConnectionAsync();
        await using var unread = await connection.BeginRawBinaryCopyAsync(
            "copy (select repeat('x', 1000) from generate_series(1, 1000000)) to stdout (format binary)");
        await StuckWriting(connection);

        await Gone(Assert.Single((await Look(longest: AnyTime, sleep: Hour)).Ended));
    }

    [Fact]
    public async Task Nobody_else_is_ended_and_no_session_without_a_transaction()
    {
        await using var idle = await _database.Bi.OpenConnectionAsync();
        await Execute(idle, "select * from bi_v1.lead");
        var others = new List<NpgsqlConnection>();
        foreach (var pool in (NpgsqlDataSource[])[_database.Service, _database.Itself.Owner, _database.Admin])
        {
            others.Add(await pool.OpenConnectionAsync());
            await Execute(others[^1], "begin; select pg_current_xact_id()");
        }

        var found = await Look(longest: AnyTime, sleep: AnyTime);

        Assert.Empty(found.Ended);
        Assert.Equal((1, 0, 0), (found.Sessions, found.OldestSeconds, found.OutOfReach));
        foreach (var connection in (NpgsqlConnection[])[idle, .. others])
        {
            await Execute(connection, "select 1");
            await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task Vacuum_takes_away_what_only_an_ended_session_could_still_see()
    {
        await _database.Execute("create table public.scratch as select generate_series(1, 1000) as id");
        await using var connection = await _database.Bi.OpenConnectionAsync();
        await Execute(connection, "begin isolation level repeatable read; select * from bi_v1.lead");
        await _database.Execute("delete from public.scratch");
        await _database.Execute("vacuum public.scratch");
        Assert.NotEqual("0", await Size());

        await Gone(Assert.Single((await Look(longest: AnyTime, sleep: Hour)).Ended));

        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Execute(connection, "select 1"));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            await _database.Execute("vacuum public.scratch");
        }
        while (await Size() != "0");

        async Task<string> Size() =>
            (await Rows.Of(_database.Admin, "select pg_relation_size('public.scratch')")).Single();
    }

    /// <summary>Logins of people and tools that are members of the role; its timeouts aren't theirs.</summary>
    [Fact]
    public async Task A_login_of_its_own_is_watched_once_the_service_may()
    {
        var jane = $"jane_{Guid.NewGuid():N}";
        await _database.Execute($"create role {jane} login password 'hush' in role leadledger_bi_people");
        try
        {
            var janes = new NpgsqlConnectionStringBuilder(_database.Itself.AdminConnectionString)
            {
                Username = jane,
                Password = "hush",
                Pooling = false,
            };
            await using var connection = new NpgsqlConnection(janes.ConnectionString);
            await connection.OpenAsync();
            await Execute(connection, "begin; select * from bi_v1.dim_person_name");
            await Until(connection, "state = 'idle in transaction'");

            var found = await Look(longest: AnyTime, sleep: AnyTime);
            Assert.Equal((1, 1, 0), (found.Sessions, found.OutOfReach, found.Ended.Count));

            await _database.Execute($"grant {jane} to leadledger_service");
            var ended = Assert.Single((await Look(longest: AnyTime, sleep: AnyTime)).Ended);
            Assert.Equal(jane, ended.Role);
            await Gone(ended);
        }
        finally
        {
            await _database.Execute($"drop role {jane}");
        }
    }

    private Task<BiSessions> Look(TimeSpan longest, TimeSpan sleep) =>
        BiSessions.EndLongOnes(_database.Service, longest, sleep, CancellationToken.None);

    private Task Until(NpgsqlConnection connection, string condition) => _database.Until(
        $"select exists (select from pg_stat_activity where pid = {connection.ProcessID} and {condition})");

    /// <summary>
    /// Waits until a session can't send any more. It also waits for moments while the sockets' buffers still fill.
    /// </summary>
    private async Task StuckWriting(NpgsqlConnection connection)
    {
        using var bounded = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        var stuck = 0;
        while (stuck < 50)
        {
            var looked = await Rows.Of(_database.Admin,
                $"select wait_event = 'ClientWrite' from pg_stat_activity where pid = {connection.ProcessID}");
            stuck = looked is ["true"] ? stuck + 1 : 0;
            await Task.Delay(10, bounded.Token);
        }
    }

    private Task Gone(EndedBiSession session) => _database.Until(
        $"select not exists (select from pg_stat_activity where pid = {session.Pid} and usename = '{session.Role}')");

    private static async Task Execute(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}

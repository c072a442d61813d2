using System.Globalization;
using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Database;
using LeadLedger.Server.Running.Embedded;
using Npgsql;

namespace LeadLedger.Torture;

/// <summary>A PostgreSQL to be killed, stopped and cut off: a server of its own, which nobody else uses.</summary>
internal sealed class PrivatePostgres : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan LongestRecovery = TimeSpan.FromMinutes(2);

    private readonly string _folder;
    private readonly EmbeddedPostgres _server;

    private PrivatePostgres(string folder, EmbeddedPostgres server)
    {
        _folder = folder;
        _server = server;
    }

    /// <summary>Where the cluster lies: elsewhere than it was asked for if PostgreSQL's user can't get there.</summary>
    public string Folder => _server.Folder;

    public string ServiceConnectionString => _server.ServiceConnectionString;

    /// <summary>A superuser's, unpooled: what was connected before a fault is of no use after it.</summary>
    public string AdminConnectionString => new NpgsqlConnectionStringBuilder(_server.AdminConnectionString)
    {
        Pooling = false,
        Timeout = 5,
    }.ConnectionString;

    /// <summary>Made and started in a folder, with the current schema.</summary>
    public static async Task<PrivatePostgres> Start(string folder)
    {
        var server = await EmbeddedPostgres.Start(folder);
        await Schema.Migrate(server.OwnerConnectionString);
        return new PrivatePostgres(folder, server);
    }

    /// <summary>Ends the postmaster as a power cut would; what it leaves behind ends by itself.</summary>
    public async Task Kill()
    {
        if (await Postmaster() is { } postmaster)
            await Signal.Send("KILL", postmaster);
    }

    /// <summary>Ends one process that serves a connection, at which the server ends all others and recovers.</summary>
    public async Task KillOneBackend() => await Signal.Send("KILL", await Scalar<int>(
        "select pid from pg_stat_activity where usename = 'leadledger_service' order by random() limit 1"));

    /// <summary>Stops every process of it where it is; none of them is gone.</summary>
    public async Task Freeze() => await Signal.Send("STOP", await Processes());

    public async Task Thaw() => await Signal.Send("CONT", await Processes());

    /// <summary>Ends it in good order, cutting everybody off.</summary>
    public Task Stop() => EmbeddedPostgres.Stop(_folder);

    /// <summary>Starts it again, on its port.</summary>
    public async Task StartAgain()
    {
        using var patience = new CancellationTokenSource(LongestRecovery);
        while (true)
        {
            try
            {
                await _server.Revive(patience.Token);
                return;
            }
            catch (EmbeddedPostgresException)
            {
                // The processes of the killed one are still ending.
                await Task.Delay(Pause, patience.Token);
            }
        }
    }

    /// <summary>Cuts the service's connections one by one, with a pause after each.</summary>
    public async Task CutConnections(TimeSpan pause)
    {
        foreach (var backend in await Rows(
            "select pid from pg_stat_activity where usename = 'leadledger_service'", row => row.GetInt32(0)))
        {
            await Scalar<bool>(FormattableString.Invariant($"select pg_terminate_backend({backend})"));
            await Task.Delay(pause);
        }
    }

    public async Task<T> Scalar<T>(string sql) => (await Rows(sql, row => row.GetFieldValue<T>(0)))[0];

    public async Task<List<T>> Rows<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var connection = new NpgsqlConnection(AdminConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
            rows.Add(read(reader));
        return rows;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    /// <summary>Its first process; null where none runs.</summary>
    private async Task<int?> Postmaster()
    {
        var data = Path.Combine(_server.Folder, "data");
        return await PostmasterFile.Read(data, default) is { } file && file.IsAliveOn(data) ? file.ProcessId : null;
    }

    private async Task<int[]> Processes()
    {
        if (await Postmaster() is not { } postmaster)
            return [];
        var children = Directory.GetDirectories("/proc").Select(NumberOf).Where(it => ParentOf(it) == postmaster);
        return [postmaster, .. children];
    }

    private static int NumberOf(string folder) =>
        int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static int ParentOf(int process)
    {
        try
        {
            // The name stands in brackets and may hold anything; after it come the state and the parent.
            var line = process == 0 ? "" : File.ReadAllText(FormattableString.Invariant($"/proc/{process}/stat"));
            var after = line[(line.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            return after.Length < 2 ? 0 : int.Parse(after[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}

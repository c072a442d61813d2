using System.Globalization;
using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Embedded;
using Npgsql;

namespace LeadLedger.Benchmarks;

/// <summary>A PostgreSQL of this run alone, set up like any embedded one, on the disk. It goes with the run.</summary>
internal sealed class BenchServer : IAsyncDisposable
{
    private readonly string _folder;
    private readonly EmbeddedPostgres _postgres;
    private int _databases;
    private int _folders;

    private BenchServer(string folder, EmbeddedPostgres postgres, PostgresBinaries binaries)
    {
        _folder = folder;
        _postgres = postgres;
        Pgbench = binaries.Program("pgbench");
    }

    /// <summary>The path of the load generator that comes with PostgreSQL.</summary>
    public string Pgbench { get; }

    public static async Task<BenchServer> Start(CancellationToken cancellation)
    {
        var data = Settings.OfThisProcess().DataFolder;
        DataFolder.Make(data);
        if (new DriveInfo(data).DriveFormat is "tmpfs" or "ramfs")
            throw new InvalidOperationException($"{data} lies in memory, where a commit costs nothing.");
        var folder = Path.Combine(data, $"bench-{Guid.NewGuid():N}");
        var postgres = await EmbeddedPostgres.Start(folder, cancellation: cancellation);
        var binaries = await PostgresBinaries.Find(null, null, cancellation);
        var server = new BenchServer(folder, postgres, binaries);
        await server.RefuseWithoutDurability(cancellation);
        return server;
    }

    /// <summary>A fresh ledger, and beside it the schema <c>bench</c> for the floors.</summary>
    public async Task<BenchDatabase> MakeDatabase(CancellationToken cancellation)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"bench_{++_databases}");
        return await BenchDatabase.Make(_postgres, name, cancellation);
    }

    /// <summary>A data folder for another process; it goes with the run.</summary>
    public string MakeFolder()
    {
        var folder = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"node-{++_folders}"));
        DataFolder.Make(folder);
        return folder;
    }

    /// <summary>Machine and server, in one line.</summary>
    public async Task<string> Describe(CancellationToken cancellation)
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / (double)(1L << 30);
        var version = await Show("server_version", cancellation);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{DateTime.UtcNow:yyyy-MM-dd}, {Environment.ProcessorCount} cores, {memory:F0} GiB, ")
            + $"PostgreSQL {version}, .NET {Environment.Version}, load {Load()}";
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _postgres.DisposeAsync();
        foreach (var folder in (string[])[_postgres.Folder, _folder])
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }
    }

    private async Task RefuseWithoutDurability(CancellationToken cancellation)
    {
        foreach (var setting in (string[])["fsync", "synchronous_commit", "full_page_writes"])
        {
            if (await Show(setting, cancellation) != "on")
                throw new InvalidOperationException($"{setting} isn't on: what is measured wouldn't be durable.");
        }
    }

    private async Task<string> Show(string setting, CancellationToken cancellation)
    {
        await using var admin = NpgsqlDataSource.Create(_postgres.AdminConnectionString);
        await using var show = admin.CreateCommand($"show {setting}");
        return (string)(await show.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>The runs themselves are in it: a quiet machine shows about as many as it has cores.</summary>
    private static string Load() =>
        File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";
}

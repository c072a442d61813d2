using LeadLedger.Server.Running.Database;
using LeadLedger.Server.Running.Embedded;
using Npgsql;

namespace LeadLedger.Server.Running;

/// <summary>
/// A private PostgreSQL in a data folder of our own, made from the programs on the machine: the default when no
/// connection string is given (ADR-0002). It listens on 127.0.0.1 alone and asks everybody for a password.
/// Several processes may use it at once: the first starts it, the last one to leave stops it.
/// </summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    /// <summary>The superuser. The program itself uses it only to make roles and databases.</summary>
    public const string Admin = "postgres";

    /// <summary>The database that the ledger lives in.</summary>
    public const string Database = "leadledger";

    private readonly string _dataFolder;
    private readonly Cluster _cluster;
    private readonly FolderLock _use;
    private readonly CancellationTokenSource _leaving = new();
    private readonly Task _logKeeping;

    private EmbeddedPostgres(string dataFolder, Cluster cluster, FolderLock use, int port, ClusterRecord record)
    {
        _dataFolder = dataFolder;
        _cluster = cluster;
        _use = use;
        _logKeeping = Task.Run(() => cluster.Log.KeepSmall(_leaving.Token));
        Port = port;
        Folder = record.Folder;
        AdminConnectionString = ConnectionString(port, Admin, record.AdminPassword);
        OwnerConnectionString = ConnectionString(port, DatabaseRoles.Owner, record.Passwords.Owner);
        ServiceConnectionString = ConnectionString(port, DatabaseRoles.Service, record.Passwords.Service);
        BiConnectionString = ConnectionString(port, DatabaseRoles.Bi, record.Passwords.Bi);
        BiPeopleConnectionString = ConnectionString(port, DatabaseRoles.BiPeople, record.Passwords.BiPeople!);
        Passwords = record.Passwords;
    }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>Where the cluster lies: in the data folder, or elsewhere where its user can't get there.</summary>
    public string Folder { get; }

    /// <summary>For making roles and databases; the program never serves with it.</summary>
    public string AdminConnectionString { get; }

    /// <summary>For migrations.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>For the service.</summary>
    public string ServiceConnectionString { get; }

    /// <summary>For whoever reads <c>bi_v1</c>.</summary>
    public string BiConnectionString { get; }

    /// <summary>For whoever reads people's names beside it.</summary>
    public string BiPeopleConnectionString { get; }

    internal RolePasswords Passwords { get; }

    internal ServerLog Log => _cluster.Log;

    /// <summary>
    /// Starts the PostgreSQL of a data folder, or joins the one that runs there already. The first time, the cluster,
    /// the roles and the database are made.
    /// </summary>
    /// <param name="dataFolder">Made if it isn't there.</param>
    /// <param name="binaries">The folder of PostgreSQL's programs; null looks in the usual places.</param>
    /// <param name="biConnections">How many connections each of the BI roles may have at once.</param>
    /// <exception cref="EmbeddedPostgresException">It can't be had here; the message says what to do.</exception>
    public static async Task<EmbeddedPostgres> Start(
        string dataFolder,
        string? binaries = null,
        int biConnections = DatabaseRoles.BiConnections,
        CancellationToken cancellation = default)
    {
        if (OperatingSystem.IsWindows())
        {
            throw new EmbeddedPostgresException(
                "The embedded PostgreSQL runs on Linux and macOS. Name a server in LEADLEDGER_DATABASE.");
        }

        dataFolder = Path.GetFullPath(dataFolder);
        DataFolder.Make(dataFolder);
        using var starting = await FolderLock.Exclusive(StartLock(dataFolder), cancellation);
        var record = await ClusterRecord.ReadOrMake(dataFolder, cancellation);
        var cluster = await Cluster.In(record.Folder, binaries, cancellation);
        await cluster.MakeIfMissing(record.AdminPassword, cancellation);
        var running = await cluster.RunningPort(cancellation);
        var port = running ?? await cluster.Start(record.Port, cancellation);
        if (port != record.Port)
        {
            record = record with { Port = port };
            record.Write(dataFolder);
        }

        var use = await FolderLock.Shared(UseLock(dataFolder), cancellation);
        var postgres = new EmbeddedPostgres(dataFolder, cluster, use, port, record);
        try
        {
            await postgres.Provision(biConnections, cancellation);
            return postgres;
        }
        catch
        {
            await postgres._leaving.CancelAsync();
            use.Dispose();
            throw;
        }
    }

    /// <summary>Stops the PostgreSQL of a data folder, whoever uses it.</summary>
    /// <returns>False if none was running.</returns>
    public static async Task<bool> Stop(
        string dataFolder, string? binaries = null, CancellationToken cancellation = default)
    {
        dataFolder = Path.GetFullPath(dataFolder);
        if (ClusterRecord.Read(dataFolder) is not { } record)
        {
            return false;
        }

        using var stopping = await FolderLock.Exclusive(StartLock(dataFolder), cancellation);
        var cluster = await Cluster.In(record.Folder, binaries, cancellation);
        if (await cluster.RunningPort(cancellation) is null)
        {
            return false;
        }

        await cluster.Stop(cancellation);
        return true;
    }

    /// <summary>Whether its process lives; it needn't answer.</summary>
    internal Task<bool> IsAlive(CancellationToken cancellation) => _cluster.IsAlive(cancellation);

    /// <summary>Starts it again on its port if it has died.</summary>
    /// <returns>False if it hadn't, or somebody else was faster.</returns>
    /// <exception cref="EmbeddedPostgresException">It doesn't start now; another try may do better.</exception>
    internal async Task<bool> Revive(CancellationToken cancellation)
    {
        using var starting = await FolderLock.Exclusive(StartLock(_dataFolder), cancellation);
        if (await _cluster.RunningPort(cancellation) is not null)
        {
            return false;
        }

        await _cluster.StartOn(Port, cancellation);
        return true;
    }

    /// <summary>Leaves it, and stops it if nobody else uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        await _leaving.CancelAsync();
        await _logKeeping.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _leaving.Dispose();
        using var stopping = await FolderLock.Exclusive(StartLock(_dataFolder), CancellationToken.None);
        _use.Dispose();
        using var alone = FolderLock.TryExclusive(UseLock(_dataFolder));
        if (alone is not null && await _cluster.RunningPort(CancellationToken.None) is not null)
        {
            await _cluster.Stop(CancellationToken.None);
        }
    }

    private static string StartLock(string dataFolder) => Path.Combine(dataFolder, "postgres.lock");

    /// <summary>The lock that everybody who uses the server holds together.</summary>
    internal static string UseLock(string dataFolder) => Path.Combine(dataFolder, "postgres.users");

    private static string ConnectionString(int port, string role, string password) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Database = Database,
            Username = role,
            Password = password,
            SslMode = SslMode.Disable,
        }.ConnectionString;

    private async Task Provision(int biConnections, CancellationToken cancellation)
    {
        // "postgres" is the database that is there from the beginning.
        var admin = new NpgsqlConnectionStringBuilder(AdminConnectionString) { Database = "postgres" }.ConnectionString;
        await DatabaseRoles.Provision(admin, Passwords, biConnections, cancellation);
        await DatabaseRoles.MakeDatabase(admin, Database, cancellation: cancellation);
    }
}

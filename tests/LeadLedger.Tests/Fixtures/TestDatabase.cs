using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Tests.Fixtures;

/// <summary>
/// One database of its own, and a connection string and pool for each role that may come to it. Dropped with
/// everything in it when disposed.
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly string _server;
    private readonly Lazy<NpgsqlDataSource> _admin;
    private readonly Lazy<NpgsqlDataSource> _owner;
    private readonly Lazy<NpgsqlDataSource> _service;
    private readonly Lazy<NpgsqlDataSource> _bi;
    private readonly Lazy<NpgsqlDataSource> _biPeople;

    internal TestDatabase(string name, string server, RolePasswords passwords)
    {
        _server = server;
        Name = name;
        AdminConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
        OwnerConnectionString = For(DatabaseRoles.Owner, passwords.Owner);
        ServiceConnectionString = For(DatabaseRoles.Service, passwords.Service);
        BiConnectionString = For(DatabaseRoles.Bi, passwords.Bi);
        BiPeopleConnectionString = For(DatabaseRoles.BiPeople, passwords.BiPeople!);
        _admin = new(() => NpgsqlDataSource.Create(AdminConnectionString));
        _owner = new(() => NpgsqlDataSource.Create(OwnerConnectionString));
        _service = new(() => NpgsqlDataSource.Create(ServiceConnectionString));
        _bi = new(() => NpgsqlDataSource.Create(BiConnectionString));
        _biPeople = new(() => NpgsqlDataSource.Create(BiPeopleConnectionString));
    }

    /// <summary>The database's name on the server.</summary>
    public string Name { get; }

    /// <summary>A superuser's: for tampering, never for what the service does.</summary>
    public string AdminConnectionString { get; }

    /// <summary>That of migrations.</summary>
    public string OwnerConnectionString { get; }

    /// <summary>That of the service.</summary>
    public string ServiceConnectionString { get; }

    /// <summary>That of whoever reads <c>bi_v1</c>.</summary>
    public string BiConnectionString { get; }

    /// <summary>That of whoever reads people's names beside it.</summary>
    public string BiPeopleConnectionString { get; }

    /// <summary>A superuser's pool: for tampering, never for what the service does.</summary>
    public NpgsqlDataSource Admin => _admin.Value;

    /// <summary>The pool of migrations.</summary>
    public NpgsqlDataSource Owner => _owner.Value;

    /// <summary>The service's pool.</summary>
    public NpgsqlDataSource Service => _service.Value;

    /// <summary>The pool of whoever reads <c>bi_v1</c>.</summary>
    public NpgsqlDataSource Bi => _bi.Value;

    /// <summary>The pool of whoever reads people's names beside it.</summary>
    public NpgsqlDataSource BiPeople => _biPeople.Value;

    public async ValueTask DisposeAsync()
    {
        Lazy<NpgsqlDataSource>[] pools = [_admin, _owner, _service, _bi, _biPeople];
        foreach (var pool in pools.Where(pool => pool.IsValueCreated))
        {
            await pool.Value.DisposeAsync();
        }

        await using var connection = new NpgsqlConnection(Unpooled(_server));
        await connection.OpenAsync();
        await using var drop = new NpgsqlCommand($"DROP DATABASE IF EXISTS \"{Name}\" WITH (FORCE)", connection);
        await drop.ExecuteNonQueryAsync();
    }

    private static string Unpooled(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString;

    private string For(string role, string password) => new NpgsqlConnectionStringBuilder(AdminConnectionString)
    {
        Username = role,
        Password = password,
    }.ConnectionString;
}

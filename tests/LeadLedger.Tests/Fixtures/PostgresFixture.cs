using Npgsql;

namespace LeadLedger.Tests.Fixtures;

/// <summary>
/// A fresh, migrated database for one test class (<c>IClassFixture&lt;PostgresFixture&gt;</c>). Classes run beside
/// each other, each in its own.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private TestDatabase? _database;

    /// <summary>The database itself, with connection strings for those who make their own pools.</summary>
    public TestDatabase Database => _database ?? throw new InvalidOperationException("The fixture isn't ready yet.");

    /// <summary>The service's pool.</summary>
    public NpgsqlDataSource Service => Database.Service;

    /// <summary>The pool of migrations.</summary>
    public NpgsqlDataSource Owner => Database.Owner;

    /// <summary>The pool of whoever reads <c>bi_v1</c>.</summary>
    public NpgsqlDataSource Bi => Database.Bi;

    /// <summary>A superuser's pool: for tampering, never for what the service does.</summary>
    public NpgsqlDataSource Admin => Database.Admin;

    public async Task InitializeAsync() => _database = await (await TestServer.Get()).MakeMigrated();

    public async Task DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }
    }
}

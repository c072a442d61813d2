using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Database;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.Running;

/// <summary>A server of the operator's own: what the program makes there, and what it refuses to work with.</summary>
public sealed class LedgerDatabaseTests(PostgresFixture postgres) : IClassFixture<PostgresFixture>
{
    private static readonly Settings Production = new() { IsDevelopment = false, DataFolder = "/nowhere" };

    [Fact]
    public async Task A_current_schema_is_opened()
    {
        var settings = Production with { Database = postgres.Database.ServiceConnectionString };

        await using var database = await LedgerDatabase.OpenCurrent(settings);

        Assert.Equal(settings.Database, database.Service);
    }

    [Fact]
    public async Task A_superuser_is_refused_as_the_service()
    {
        var settings = Production with { Database = postgres.Database.AdminConnectionString };

        var refused = await Assert.ThrowsAsync<SettingsException>(() => LedgerDatabase.OpenCurrent(settings));

        Assert.Contains("superuser", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_that_is_behind_is_migrated_by_the_operator_and_not_in_passing()
    {
        await using var empty = await (await TestServer.Get()).MakeEmpty();
        var settings = Production with
        {
            Database = empty.ServiceConnectionString,
            DatabaseOwner = empty.OwnerConnectionString,
        };

        var refused = await Assert.ThrowsAsync<SettingsException>(() => LedgerDatabase.OpenCurrent(settings));
        Assert.Contains("leadledger migrate", refused.Message, StringComparison.Ordinal);

        await using var database = await LedgerDatabase.Open(settings);
        Assert.Equal(Schema.Scripts, await database.Migrate());
        Assert.Empty(await database.Migrate());
        await using var current = await LedgerDatabase.OpenCurrent(settings);
    }

    [Fact]
    public async Task Without_the_owners_connection_string_nothing_is_migrated()
    {
        await using var database = await LedgerDatabase.Open(
            Production with { Database = postgres.Database.ServiceConnectionString });

        var refused = await Assert.ThrowsAsync<SettingsException>(() => database.Migrate());

        Assert.StartsWith("LEADLEDGER_DATABASE_OWNER", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_superuser_in_the_settings_makes_roles_and_database_on_a_server_that_has_neither()
    {
        using var folder = new TemporaryFolder();
        await using var server = await EmbeddedPostgres.Start(folder.Path);
        var admin = new NpgsqlConnectionStringBuilder(server.AdminConnectionString)
        {
            Database = "postgres",
        }.ConnectionString;
        await Scalar.Of(admin, $"DROP DATABASE {EmbeddedPostgres.Database}");
        await Scalar.Of(
            admin,
            $"DROP ROLE {DatabaseRoles.Owner}, {DatabaseRoles.Service}, {DatabaseRoles.Bi}, {DatabaseRoles.BiPeople}");
        string As(string role, string password) => new NpgsqlConnectionStringBuilder(admin)
        {
            Database = "sla",
            Username = role,
            Password = password,
        }.ConnectionString;
        var settings = Production with
        {
            DatabaseAdmin = admin,
            Database = As(DatabaseRoles.Service, "it's the service"),
            DatabaseOwner = As(DatabaseRoles.Owner, "the owner"),
            DatabaseBi = As(DatabaseRoles.Bi, "the reader"),
            BiConnections = 3,
        };

        await using var database = await LedgerDatabase.Open(settings);
        await database.Migrate();

        Assert.Equal(DatabaseRoles.Service, await Scalar.Of(settings.Database, "SELECT current_user::text"));
        Assert.Equal(DatabaseRoles.Bi, await Scalar.Of(settings.DatabaseBi, "SELECT current_user::text"));
        Assert.Equal(DatabaseRoles.Owner, await Scalar.Of(
            settings.DatabaseOwner, "SELECT tableowner::text FROM pg_tables WHERE tablename = 'mt_events'"));
        await using var current = await LedgerDatabase.OpenCurrent(settings with { DatabaseAdmin = null });

        const string names =
            "SELECT rolconnlimit || ' ' || rolcanlogin FROM pg_roles WHERE rolname = 'leadledger_bi_people'";
        Assert.Equal("3 false", await Scalar.Of(admin, names));
        var named = settings with { DatabaseBiPeople = As(DatabaseRoles.BiPeople, "the other reader") };
        await using var again = await LedgerDatabase.Open(named);
        await again.Migrate();
        Assert.Equal(DatabaseRoles.BiPeople, await Scalar.Of(named.DatabaseBiPeople, "SELECT current_user::text"));
    }
}

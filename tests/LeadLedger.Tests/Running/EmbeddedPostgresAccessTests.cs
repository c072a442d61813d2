using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Database;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.Running;

/// <summary>What the embedded server lets in and promises; one server for all of them, since none changes it.</summary>
public sealed class EmbeddedPostgresAccessTests(EmbeddedPostgresAccessTests.OneServer server)
    : IClassFixture<EmbeddedPostgresAccessTests.OneServer>
{
    [Fact]
    public async Task Nobody_gets_in_without_the_password()
    {
        var (admin, service) = (server.Postgres.AdminConnectionString, server.Postgres.ServiceConnectionString);
        foreach (var given in (string[])[admin, service])
        {
            var wrong = new NpgsqlConnectionStringBuilder(given) { Password = "guess" };
            var refused = await Assert.ThrowsAsync<PostgresException>(
                () => Scalar.Of(wrong.ConnectionString, "SELECT 1"));
            Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        }

        Assert.Equal("scram-sha-256", await Scalar.Of(
            admin, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"));
        Assert.Equal("", await Scalar.Of(admin, "SHOW unix_socket_directories"));
        Assert.Equal("127.0.0.1", await Scalar.Of(admin, "SHOW listen_addresses"));
    }

    [Fact]
    public async Task A_commit_is_on_the_disk_before_it_is_answered()
    {
        Assert.Equal("on on on", await Scalar.Of(
            server.Postgres.AdminConnectionString,
            "SELECT concat_ws(' ', current_setting('fsync'), current_setting('synchronous_commit'), "
            + "current_setting('full_page_writes'))"));
    }

    [Theory]
    [InlineData("leadledger_owner")]
    [InlineData("leadledger_service")]
    [InlineData("leadledger_bi")]
    [InlineData("leadledger_bi_people")]
    public async Task No_role_of_the_ledger_is_a_superuser_or_makes_roles(string role)
    {
        Assert.Equal(false, await Scalar.Of(
            server.Postgres.AdminConnectionString,
            "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication OR NOT rolcanlogin "
            + $"FROM pg_roles WHERE rolname = '{role}'"));
    }

    /// <summary>
    /// A pool of a BI tool that is set too large hears why, and takes no connection from the service.
    /// </summary>
    [Fact]
    public async Task A_BI_role_has_so_many_connections_and_no_more_and_is_told_so()
    {
        var open = new List<NpgsqlConnection>();
        try
        {
            foreach (var _ in Enumerable.Range(0, DatabaseRoles.BiConnections))
                open.Add(await Unpooled(server.Postgres.BiConnectionString));
            var refused = await Assert.ThrowsAsync<PostgresException>(
                () => Unpooled(server.Postgres.BiConnectionString));
            Assert.Equal(PostgresErrorCodes.TooManyConnections, refused.SqlState);
            Assert.Equal("too many connections for role \"leadledger_bi\"", refused.MessageText);

            Assert.Equal(1, await Scalar.Of(server.Postgres.ServiceConnectionString, "SELECT 1"));
            Assert.Equal(1, await Scalar.Of(server.Postgres.BiPeopleConnectionString, "SELECT 1"));
            await Assert.ThrowsAsync<PostgresException>(() => Scalar.Of(
                server.Postgres.BiPeopleConnectionString, "ALTER ROLE leadledger_bi CONNECTION LIMIT 1000"));
        }
        finally
        {
            foreach (var connection in open)
                await connection.DisposeAsync();
        }
    }

    [Fact]
    public async Task The_connection_limit_is_that_of_the_settings()
    {
        Assert.Equal("20 20", await Limits());
        await using (await EmbeddedPostgres.Start(server.Folder.Path, biConnections: 7))
            Assert.Equal("7 7", await Limits());
        await using (await EmbeddedPostgres.Start(server.Folder.Path))
            Assert.Equal("20 20", await Limits());

        async Task<object?> Limits() => await Scalar.Of(
            server.Postgres.AdminConnectionString,
            "SELECT string_agg(rolconnlimit::text, ' ') FROM pg_roles WHERE rolname ~ '^leadledger_bi'");
    }

    private static async Task<NpgsqlConnection> Unpooled(string connectionString)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        var connection = new NpgsqlConnection(unpooled.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }

    [Fact]
    public async Task The_passwords_are_for_the_owner_of_the_files_alone()
    {
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(server.Folder["postgres.json"]));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
            File.GetUnixFileMode(server.Postgres.Folder));
        Assert.False(File.Exists(Path.Combine(server.Postgres.Folder, "password")));
    }

    public sealed class OneServer : IAsyncLifetime
    {
        private EmbeddedPostgres? _postgres;

        internal TemporaryFolder Folder { get; } = new();

        internal EmbeddedPostgres Postgres => _postgres!;

        public async Task InitializeAsync() => _postgres = await EmbeddedPostgres.Start(Folder.Path);

        public async Task DisposeAsync()
        {
            await Postgres.DisposeAsync();
            Folder.Dispose();
        }
    }
}

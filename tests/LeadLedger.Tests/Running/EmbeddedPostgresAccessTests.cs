using LeadLedger.Server.Running;
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
        foreach (var given in (string[])[server.Postgres.AdminConnectionString, server.Postgres.ServiceConnectionString])
        {
            var wrong = new NpgsqlConnectionStringBuilder(given) { Password = "guess" };
            var refused = await Assert.ThrowsAsync<PostgresException>(() => Scalar.Of(wrong.ConnectionString, "SELECT 1"));
            Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        }

        Assert.Equal("scram-sha-256", await Scalar.Of(
            server.Postgres.AdminConnectionString, "SELECT string_agg(DISTINCT auth_method, ',') FROM pg_hba_file_rules"));
        Assert.Equal("", await Scalar.Of(server.Postgres.AdminConnectionString, "SHOW unix_socket_directories"));
        Assert.Equal("127.0.0.1", await Scalar.Of(server.Postgres.AdminConnectionString, "SHOW listen_addresses"));
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
    public async Task No_role_of_the_ledger_is_a_superuser_or_makes_roles(string role)
    {
        Assert.Equal(false, await Scalar.Of(
            server.Postgres.AdminConnectionString,
            "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication OR NOT rolcanlogin "
            + $"FROM pg_roles WHERE rolname = '{role}'"));
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

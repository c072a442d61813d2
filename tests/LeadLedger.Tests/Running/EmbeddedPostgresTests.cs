using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.Running;

public sealed class EmbeddedPostgresTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task A_connection_without_the_password_is_refused()
    {
        foreach (var given in (string[])[fixture.Database.ServiceConnectionString, fixture.Database.AdminConnectionString])
        {
            var wrong = new NpgsqlConnectionStringBuilder(given) { Password = "guess" };
            await using var source = NpgsqlDataSource.Create(wrong);

            var refused = await Assert.ThrowsAsync<PostgresException>(async () => await source.OpenConnectionAsync());

            Assert.Equal(PostgresErrorCodes.InvalidPassword, refused.SqlState);
        }
    }

    [Theory]
    [InlineData("leadledger_owner")]
    [InlineData("leadledger_service")]
    [InlineData("leadledger_bi")]
    public async Task No_role_of_the_ledger_is_a_superuser_or_makes_roles(string role)
    {
        await using var ask = fixture.Admin.CreateCommand(
            "SELECT rolcanlogin, rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls OR rolreplication "
            + "FROM pg_roles WHERE rolname = $1");
        ask.Parameters.Add(new NpgsqlParameter { Value = role });
        await using var reader = await ask.ExecuteReaderAsync();

        Assert.True(await reader.ReadAsync());
        Assert.Equal((true, false), (reader.GetBoolean(0), reader.GetBoolean(1)));
    }
}

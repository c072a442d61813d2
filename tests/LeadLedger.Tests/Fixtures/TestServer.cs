using System.Security.Cryptography;
using System.Text;
using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Tests.Fixtures;

/// <summary>
/// The PostgreSQL that this test run has: a private cluster of its own, or the server named in
/// <c>LEADLEDGER_TEST_DATABASE</c> (a superuser's connection string). It holds one migrated template, from which each
/// test class gets its own database.
/// </summary>
public sealed class TestServer
{
    private static readonly Lazy<Task<TestServer>> OfThisRun = new(Start);

    private readonly string _admin;
    private readonly RolePasswords _passwords;
    private readonly Lazy<Task<string>> _template;
    private int _made;

    private TestServer(string admin, RolePasswords passwords)
    {
        _admin = new NpgsqlConnectionStringBuilder(admin) { Database = "postgres" }.ConnectionString;
        _passwords = passwords;
        _template = new Lazy<Task<string>>(MakeTemplate);
    }

    /// <summary>Starts it with the first test that asks; it ends with the process.</summary>
    public static Task<TestServer> Get() => OfThisRun.Value;

    /// <summary>A fresh database with the current schema and nothing in it.</summary>
    public async Task<TestDatabase> MakeMigrated() => await Make(await _template.Value);

    /// <summary>A fresh database as PostgreSQL makes it: what a migration starts from.</summary>
    public Task<TestDatabase> MakeEmpty() => Make(template: null);

    /// <summary>A copy of a database, as it is: nobody may be connected to it.</summary>
    public Task<TestDatabase> MakeCopy(TestDatabase of) => Make(of.Name);

    private static async Task<TestServer> Start()
    {
        if (Environment.GetEnvironmentVariable("LEADLEDGER_TEST_DATABASE") is { Length: > 0 } given)
        {
            // The same passwords in each run on that server: two runs at once must not lock each other out.
            var secret = new NpgsqlConnectionStringBuilder(given).Password ?? "";
            var server = new TestServer(given, PasswordsFrom(secret));
            await DatabaseRoles.Provision(server._admin, server._passwords);
            await DatabaseNames.DropStale(server._admin);
            return server;
        }

        var cluster = await EmbeddedPostgres.Start(RunFolder.NewPlace());
        return new TestServer(cluster.AdminConnectionString, cluster.Passwords);
    }

    private static RolePasswords PasswordsFrom(string secret)
    {
        string For(string role) => Convert.ToHexStringLower(
            HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(role)));
        return new RolePasswords(
            For(DatabaseRoles.Owner), For(DatabaseRoles.Service), For(DatabaseRoles.Bi), For(DatabaseRoles.BiPeople));
    }

    private async Task<string> MakeTemplate()
    {
        var template = await Make(template: null);
        await Schema.Migrate(template.OwnerConnectionString);
        return template.Name;
    }

    private async Task<TestDatabase> Make(string? template)
    {
        var name = DatabaseNames.Make(Interlocked.Increment(ref _made));
        await DatabaseRoles.MakeDatabase(_admin, name, template);
        return new TestDatabase(name, _admin, _passwords);
    }
}

using Npgsql;

namespace LeadLedger.Server.Running.Database;

/// <summary>
/// The three roles that the database knows from the first migration on, and what only a superuser can give them:
/// a login, a password, limits, and a database. What each may touch inside is the migrations' part.
/// </summary>
public static class DatabaseRoles
{
    public const string Owner = "leadledger_owner";
    public const string Service = "leadledger_service";
    public const string Bi = "leadledger_bi";

    /// <summary>One number for everybody who provisions, so that two don't create the same role at once.</summary>
    private const long ProvisioningLock = 0x4C65_6164_4C65_6467;

    /// <summary>Makes the roles or gives the ones that are there their passwords and limits. Safe to do again.</summary>
    /// <param name="admin">A superuser's connection string, or that of a role that may create roles.</param>
    /// <param name="passwords">What the roles are to log in with.</param>
    public static async Task Provision(string admin, RolePasswords passwords, CancellationToken cancellation = default)
    {
        await using var connection = await Open(admin, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Execute(connection, $"SELECT pg_advisory_xact_lock({ProvisioningLock})", cancellation);
        await Provision(connection, Owner, passwords.Owner, cancellation);
        await Provision(connection, Service, passwords.Service, cancellation);
        await Provision(connection, Bi, passwords.Bi, cancellation);

        // A forgotten query of a BI tool must not hold back vacuum for ever, nor its pool take every connection.
        await Execute(connection, $"""
            ALTER ROLE {Bi} CONNECTION LIMIT 20;
            ALTER ROLE {Bi} SET default_transaction_read_only = on;
            ALTER ROLE {Bi} SET statement_timeout = '5min';
            ALTER ROLE {Bi} SET idle_in_transaction_session_timeout = '1min'
            """, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Makes the database if it isn't there, owned by the owner and open to the three roles alone.</summary>
    /// <param name="admin">A superuser's connection string.</param>
    /// <param name="name">The database's name, of our own making.</param>
    /// <param name="template">What it is copied from, if anything.</param>
    public static async Task MakeDatabase(
        string admin, string name, string? template = null, CancellationToken cancellation = default)
    {
        await using var connection = await Open(admin, cancellation);
        await using var find = new NpgsqlCommand("SELECT 1 FROM pg_database WHERE datname = $1", connection);
        find.Parameters.Add(new NpgsqlParameter { Value = name });
        if (await find.ExecuteScalarAsync(cancellation) is null)
        {
            var from = template is null ? "" : $"TEMPLATE {Quoted(template)}";
            await Execute(connection, $"CREATE DATABASE {Quoted(name)} OWNER {Owner} {from}", cancellation);
        }

        // Rights on a database aren't copied with a template.
        await Execute(connection, $"""
            REVOKE ALL ON DATABASE {Quoted(name)} FROM PUBLIC;
            GRANT CREATE, CONNECT, TEMPORARY ON DATABASE {Quoted(name)} TO {Service};
            GRANT CONNECT ON DATABASE {Quoted(name)} TO {Bi}
            """, cancellation);
        await KeepLocksToOurselves(new NpgsqlConnectionStringBuilder(admin) { Database = name }, cancellation);
    }

    /// <summary>
    /// PostgreSQL lets everybody take advisory locks, and by them hold up the projector and migrations; make large
    /// objects in a database that they may only read; and write into its WAL. Nobody but us may.
    /// </summary>
    private static async Task KeepLocksToOurselves(
        NpgsqlConnectionStringBuilder database, CancellationToken cancellation)
    {
        await using var connection = await Open(database.ConnectionString, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // Two that change the rights of one function at once would fail.
        await Execute(connection, $"SELECT pg_advisory_xact_lock({ProvisioningLock})", cancellation);
        await Execute(connection, $"""
            DO $$
            DECLARE
              open record;
            BEGIN
              FOR open IN
                SELECT p.oid::regprocedure AS name, p.proname LIKE '%advisory%' AS ours FROM pg_proc p
                WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.prorettype <> 'trigger'::regtype
                  AND p.proname ~ '^(pg_(try_)?advisory_|lo_|lo(read|write)$|pg_logical_emit_message$)'
                  AND EXISTS (SELECT FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) WHERE grantee = 0)
              LOOP
                EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', open.name);
                IF open.ours THEN
                  EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO {Owner}, {Service}', open.name);
                END IF;
              END LOOP;
            END
            $$
            """, cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private static async Task Provision(
        NpgsqlConnection connection, string role, string password, CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand("SELECT 1 FROM pg_roles WHERE rolname = $1", connection);
        find.Parameters.Add(new NpgsqlParameter { Value = role });
        var verb = await find.ExecuteScalarAsync(cancellation) is null ? "CREATE" : "ALTER";
        var secret = password.Replace("'", "''", StringComparison.Ordinal);
        await Execute(connection, $"{verb} ROLE {role} LOGIN PASSWORD '{secret}'", cancellation);
    }

    private static async Task<NpgsqlConnection> Open(string connectionString, CancellationToken cancellation)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        var connection = new NpgsqlConnection(unpooled.ConnectionString);
        try
        {
            await connection.OpenAsync(cancellation);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private static async Task Execute(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private static string Quoted(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}

using Npgsql;

namespace LeadLedger.Server.Running.Database;

/// <summary>
/// The roles that the database knows, and what only a superuser can give them: a login, a password, limits, membership
/// in each other, and a database. What each may touch inside is the migrations' part (ADR-0023).
/// </summary>
public static class DatabaseRoles
{
    public const string Owner = "leadledger_owner";
    public const string Service = "leadledger_service";
    public const string Bi = "leadledger_bi";

    /// <summary>A member of <see cref="Bi"/> who sees people's names too.</summary>
    public const string BiPeople = "leadledger_bi_people";

    /// <summary>How many connections each BI role may have at once, unless the settings say otherwise.</summary>
    public const int BiConnections = 20;

    /// <summary>One number for everybody who provisions, so that two don't create the same role at once.</summary>
    private const long ProvisioningLock = 0x4C65_6164_4C65_6467;

    /// <summary>Makes the roles or gives those that are there their passwords and limits. Safe to do again.</summary>
    /// <param name="admin">A superuser's connection string, or that of a role that may create roles.</param>
    /// <param name="passwords">What the roles are to log in with.</param>
    /// <param name="biConnections">How many connections each of the BI roles may have at once.</param>
    public static async Task Provision(
        string admin,
        RolePasswords passwords,
        int biConnections = BiConnections,
        CancellationToken cancellation = default)
    {
        await using var connection = await Open(admin, cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await Execute(connection, $"SELECT pg_advisory_xact_lock({ProvisioningLock})", cancellation);
        await Provision(connection, Owner, passwords.Owner, cancellation);
        await Provision(connection, Service, passwords.Service, cancellation);
        await Provision(connection, Bi, passwords.Bi, cancellation);
        await Provision(connection, BiPeople, passwords.BiPeople, cancellation);

        // A forgotten query of a BI tool must not hold back vacuum for ever, nor its pool take every connection. A role
        // may take the timeouts off itself; the connection limit it can't, and its long sessions the service ends.
        foreach (var role in (string[])[Bi, BiPeople])
        {
            await Execute(connection, $"""
                ALTER ROLE {role} CONNECTION LIMIT {biConnections};
                ALTER ROLE {role} SET default_transaction_read_only = on;
                ALTER ROLE {role} SET statement_timeout = '5min';
                ALTER ROLE {role} SET idle_in_transaction_session_timeout = '1min'
                """, cancellation);
        }

        // Only who has a role's rights sees how long its sessions have been at it, and can end them.
        await Execute(connection, $"GRANT {Bi} TO {BiPeople}; GRANT {BiPeople} TO {Service}", cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Makes the database if it isn't there, owned by the owner and open to our roles alone.</summary>
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
        var inside = new NpgsqlConnectionStringBuilder(admin) { Database = name };
        await KeepLocksToOurselves(inside, cancellation);
        await ShowNames(inside, cancellation);
    }

    /// <summary>Where views are older than the role that sees names; later ones grant it themselves.</summary>
    private static async Task ShowNames(NpgsqlConnectionStringBuilder database, CancellationToken cancellation)
    {
        await using var connection = await Open(database.ConnectionString, cancellation);
        await Execute(connection, $"""
            DO $$
            BEGIN
              IF to_regclass('bi_v1.dim_person_name') IS NOT NULL
                AND NOT has_table_privilege('{BiPeople}', 'bi_v1.dim_person_name', 'SELECT')
              THEN
                GRANT SELECT ON bi_v1.dim_person_name TO {BiPeople};
              END IF;
            END
            $$
            """, cancellation);
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
        NpgsqlConnection connection, string role, string? password, CancellationToken cancellation)
    {
        await using var find = new NpgsqlCommand("SELECT 1 FROM pg_roles WHERE rolname = $1", connection);
        find.Parameters.Add(new NpgsqlParameter { Value = role });
        var verb = await find.ExecuteScalarAsync(cancellation) is null ? "CREATE" : "ALTER";
        var login = password is null ? "" : $"LOGIN PASSWORD '{password.Replace("'", "''", StringComparison.Ordinal)}'";
        await Execute(connection, $"{verb} ROLE {role} {login}", cancellation);
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

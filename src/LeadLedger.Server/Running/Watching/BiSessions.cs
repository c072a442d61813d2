using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Server.Running.Watching;

/// <summary>Why a session of a BI role was ended.</summary>
internal enum BiSessionEnd
{
    /// <summary>Its transaction was too old.</summary>
    TooOld,

    /// <summary>It slept in a transaction.</summary>
    Asleep,
}

/// <summary>A session that was ended.</summary>
/// <param name="Role">The role that it was logged in as.</param>
/// <param name="Pid">The process that served it.</param>
/// <param name="Why">What was wrong with it.</param>
/// <param name="Seconds">How old its transaction was.</param>
internal sealed record EndedBiSession(string Role, int Pid, BiSessionEnd Why, double Seconds);

/// <summary>The sessions of whoever reads <c>bi_v1</c>, as they were found.</summary>
/// <param name="Sessions">How many there were in this database.</param>
/// <param name="OldestSeconds">How old the oldest of their transactions was; 0 if none was in one.</param>
/// <param name="OutOfReach">Those whose times the service isn't told, and that it couldn't end.</param>
/// <param name="Ended">Those that were ended now.</param>
internal sealed record BiSessions(
    int Sessions, double OldestSeconds, int OutOfReach, IReadOnlyList<EndedBiSession> Ended)
{
    // The role and its members, by which logins of their own are meant: the timeouts of a role don't come with
    // membership in it. Not the service, which is a member in order to see this, nor who is a member of the service.
    private static readonly string EndLong = $"""
        with session as materialized (
          select a.pid, a.usename::text as role,
            coalesce(extract(epoch from clock_timestamp() - a.xact_start), 0)::float8 as age,
            case when a.state like 'idle in transaction%'
              then extract(epoch from clock_timestamp() - a.state_change)::float8 else 0 end as asleep,
            pg_has_role(a.usesysid, 'usage')
              or (pg_has_role('pg_signal_backend', 'usage') and pg_has_role('pg_read_all_stats', 'usage')) as in_reach
          from pg_stat_activity a
          join pg_roles r on r.oid = a.usesysid
          join pg_roles bi on bi.rolname = '{DatabaseRoles.Bi}'
          join pg_roles me on me.rolname = current_user
          where a.datname = current_database() and a.leader_pid is null and not r.rolsuper
            and pg_has_role(r.oid, bi.oid, 'member') and not pg_has_role(r.oid, me.oid, 'member')
        )
        select role, pid, age, age > $1 as too_old, in_reach,
          case when in_reach and (age > $1 or asleep > $2) then pg_terminate_backend(pid) else false end as ended
        from session
        """;

    /// <summary>Looks at all of them, and ends those that are too long in a transaction.</summary>
    /// <param name="database">The service's.</param>
    /// <param name="longest">How old a transaction may be.</param>
    /// <param name="sleep">How long it may sleep, waiting for its client.</param>
    public static async Task<BiSessions> EndLongOnes(
        NpgsqlDataSource database, TimeSpan longest, TimeSpan sleep, CancellationToken cancellation)
    {
        await using var look = database.CreateCommand(EndLong);
        look.Parameters.Add(new NpgsqlParameter<double> { TypedValue = longest.TotalSeconds });
        look.Parameters.Add(new NpgsqlParameter<double> { TypedValue = sleep.TotalSeconds });
        await using var reader = await look.ExecuteReaderAsync(cancellation);
        var found = new BiSessions(0, 0, 0, []);
        var ended = new List<EndedBiSession>();
        while (await reader.ReadAsync(cancellation))
        {
            var age = reader.GetDouble(2);
            found = found with
            {
                Sessions = found.Sessions + 1,
                OldestSeconds = Math.Max(found.OldestSeconds, age),
                OutOfReach = found.OutOfReach + (reader.GetBoolean(4) ? 0 : 1),
            };
            if (!reader.GetBoolean(5))
                continue;
            var why = reader.GetBoolean(3) ? BiSessionEnd.TooOld : BiSessionEnd.Asleep;
            ended.Add(new EndedBiSession(reader.GetString(0), reader.GetInt32(1), why, age));
        }
        return found with { Ended = ended };
    }
}

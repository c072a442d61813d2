using Npgsql;

namespace LeadLedger.Tests.Fixtures;

/// <summary>
/// Lets a ledger be written up to a position. Whoever writes beyond it waits, in the middle of their statement, until
/// the gate is disposed of: so that a test can break what is half done for certain, however fast it is.
/// </summary>
internal sealed class Gate : IAsyncDisposable
{
    private const string SomebodyWaits = """
        select exists (select from pg_locks where locktype = 'advisory' and objid = 4712 and not granted
          and database = (select oid from pg_database where datname = current_database()))
        """;

    private const string Open = """
        select pg_advisory_unlock(4712);
        drop trigger gate on ledger.mt_events;
        drop function public.wait_at_the_gate();
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly NpgsqlConnection _connection;

    private Gate(NpgsqlConnection connection) => _connection = connection;

    /// <param name="admin">A superuser's connection string to the ledger's database.</param>
    /// <param name="events">After so many more events.</param>
    public static async Task<Gate> After(string admin, long events)
    {
        var unpooled = new NpgsqlConnectionStringBuilder(admin) { Pooling = false };
        var gate = new Gate(new NpgsqlConnection(unpooled.ConnectionString));
        await gate._connection.OpenAsync();
        var last = (long)(await gate.Do("select last_value from ledger.mt_events_sequence"))!;
        await gate.Do(Shut(last + events));
        return gate;
    }

    public async Task UntilSomebodyWaits()
    {
        using var patience = new CancellationTokenSource(Patience);
        while (await Do(SomebodyWaits) is not true)
            await Task.Delay(10, patience.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await Do(Open);
        await _connection.DisposeAsync();
    }

    // The service's own patience with locks isn't to end the waiting.
    private static string Shut(long after) => $"""
        select pg_advisory_lock(4712);
        create function public.wait_at_the_gate() returns trigger language plpgsql set lock_timeout = 0 as $$
        begin
          perform pg_advisory_xact_lock_shared(4712);
          return new;
        end $$;
        create trigger gate before insert on ledger.mt_events
          for each row when (new.seq_id > {after}) execute function public.wait_at_the_gate();
        """;

    private async Task<object?> Do(string sql)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        return await command.ExecuteScalarAsync();
    }
}

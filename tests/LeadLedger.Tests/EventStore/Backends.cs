using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.EventStore;

/// <summary>The server processes behind the store's connections, and how to be rid of them.</summary>
internal static class Backends
{
    /// <summary>Cuts every connection that the service has to the test's database.</summary>
    public static Task<long> TerminateAll(PostgresFixture fixture) => Terminate(fixture, "true");

    /// <summary>Cuts the connections whose last statement was an append, told by how it begins.</summary>
    public static Task<long> TerminateWriters(PostgresFixture fixture) =>
        Terminate(fixture, "query like '/* append */ %'");

    private static Task<long> Terminate(PostgresFixture fixture, string which) =>
        Sample.Scalar<long>(fixture.Admin,
            $"""
            select count(*) from (
              select pg_terminate_backend(pid, 60000) from pg_stat_activity
              where datname = current_database() and usename = 'leadledger_service' and {which}) ended
            """);
}

using LeadLedger.EventStore;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.EventStore;

/// <summary>The database itself keeps the ledger: the service can add to it and take nothing away.</summary>
public sealed class RolePrivilegeTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    [Theory]
    [InlineData("update ledger.mt_events set data = '{}'")]
    [InlineData("delete from ledger.mt_events")]
    [InlineData("truncate ledger.mt_events")]
    [InlineData("delete from ledger.mt_streams")]
    [InlineData("truncate ledger.mt_streams cascade")]
    [InlineData("drop table ledger.mt_events")]
    [InlineData("alter table ledger.mt_events disable trigger all")]
    [InlineData("select setval('ledger.mt_events_sequence', 1)")]
    [InlineData("update vault.stream_key set wrapped_key = ''")]
    [InlineData("truncate vault.stream_key")]
    [InlineData("delete from ledger.mt_event_progression")]
    [InlineData("create table ledger.extra (id int)")]
    [InlineData("update leadledger.migration set checksum = ''")]
    [InlineData("set role leadledger_owner")]
    public async Task The_service_is_refused(string sql)
    {
        await using (var store = new PostgresEventStore(fixture.Service))
            await store.Append(Sample.Append(Guid.NewGuid(), 0) with { WrappedKey = new WrappedKey("m", [1]) });

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Sample.Execute(fixture.Service, sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task The_service_makes_a_read_models_schema_shows_it_to_BI_and_drops_it_again()
    {
        await Sample.Execute(fixture.Service,
            """
            create schema readmodel_7;
            create table readmodel_7.lead (id int);
            insert into readmodel_7.lead values (7);
            create view bi_v1.of_this_test as select id from readmodel_7.lead;
            grant select on bi_v1.of_this_test to leadledger_bi;
            """);

        Assert.Equal(7, await Sample.Scalar<int>(fixture.Bi, "select id from bi_v1.of_this_test"));

        await Sample.Execute(fixture.Service, "drop view bi_v1.of_this_test; drop schema readmodel_7 cascade");
    }

    [Theory]
    [InlineData("select count(*) from ledger.mt_events")]
    [InlineData("select count(*) from vault.stream_key")]
    [InlineData("select count(*) from leadledger.migration")]
    [InlineData("create schema mine")]
    [InlineData("create table public.mine (id int)")]
    [InlineData("create temporary table mine (id int)")]
    [InlineData("create view bi_v1.mine as select 1 as id")]
    [InlineData("select pg_advisory_lock(1)")]
    [InlineData("select pg_try_advisory_lock_shared(1, 2)")]
    [InlineData("select pg_advisory_xact_lock(1)")]
    [InlineData("select lo_create(0)")]
    [InlineData("select lo_from_bytea(0, 'x')")]
    [InlineData("select pg_logical_emit_message(false, 'x', 'x')")]
    public async Task BI_is_refused_also_when_it_has_left_read_only_mode(string sql)
    {
        await using var connection = await fixture.Bi.OpenConnectionAsync();
        await using (var writable = new NpgsqlCommand("set default_transaction_read_only = off", connection))
            await writable.ExecuteNonQueryAsync();
        await using var command = new NpgsqlCommand(sql, connection);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task BI_reads_only_and_no_query_of_its_runs_for_ever()
    {
        Assert.Equal("on", await Sample.Scalar<string>(fixture.Bi, "show default_transaction_read_only"));
        Assert.NotEqual("0", await Sample.Scalar<string>(fixture.Bi, "show statement_timeout"));
    }
}

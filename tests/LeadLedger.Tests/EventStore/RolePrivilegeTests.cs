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
    [InlineData("alter table ledger.mt_events drop constraint fkey_mt_events_stream_id")]
    [InlineData("alter table ledger.mt_events owner to leadledger_service")]
    [InlineData("drop index ledger.pk_mt_events_stream_and_version")]
    [InlineData("drop schema ledger cascade")]
    [InlineData("create rule gone as on insert to ledger.mt_events do instead nothing")]
    [InlineData("create policy hidden on ledger.mt_events using (false)")]
    [InlineData("""
        create trigger changed before insert on ledger.mt_events
        execute function suppress_redundant_updates_trigger()
        """)]
    [InlineData("set session_replication_role = replica")]
    [InlineData("""
        insert into ledger.mt_events (seq_id, id, stream_id, version, data, type)
        select seq_id, id, stream_id, version, '{}', type from ledger.mt_events
        on conflict (seq_id) do update set data = '{}'
        """)]
    [InlineData("""
        merge into ledger.mt_events e using ledger.mt_events s on e.seq_id = s.seq_id when matched then delete
        """)]
    [InlineData("select * from ledger.mt_events for update")]
    [InlineData("update ledger.mt_streams set id = gen_random_uuid()")]
    [InlineData("update ledger.mt_streams set type = 'panel'")]
    [InlineData("update ledger.mt_streams set is_archived = true")]
    [InlineData("update ledger.mt_streams set created = now()")]
    [InlineData("alter sequence ledger.mt_events_sequence restart")]
    [InlineData("copy ledger.mt_events to program 'true'")]
    [InlineData("select setval('ledger.mt_events_sequence', 1)")]
    [InlineData("update vault.stream_key set stream_id = gen_random_uuid()")]
    [InlineData("update vault.stream_key set created_at = now()")]
    [InlineData("truncate vault.stream_key")]
    [InlineData("delete from ledger.mt_event_progression")]
    [InlineData("create table ledger.extra (id int)")]
    [InlineData("update leadledger.migration set checksum = ''")]
    [InlineData("update leadledger.personal_read set reader = 'nobody'")]
    [InlineData("delete from leadledger.personal_read")]
    [InlineData("truncate leadledger.personal_read")]
    [InlineData("delete from leadledger.erased_stream")]
    [InlineData("update leadledger.erased_stream set erased_at = now()")]
    [InlineData("delete from seal.tile")]
    [InlineData("update seal.tile set first_position = 1")]
    [InlineData("update seal.checkpoint set note = ''")]
    [InlineData("delete from seal.checkpoint")]
    [InlineData("delete from seal.key")]
    [InlineData("update seal.key set public_key = ''")]
    [InlineData("update seal.ledger set id = gen_random_uuid()")]
    [InlineData("truncate seal.tile")]
    [InlineData("set role leadledger_owner")]
    [InlineData("set session authorization leadledger_owner")]
    public async Task The_service_is_refused(string sql)
    {
        await using (var store = new PostgresEventStore(fixture.Service))
            await store.Append(Sample.Append(Guid.NewGuid(), 0) with { WrappedKey = new WrappedKey("m", [1]) });

        var refused = await Assert.ThrowsAsync<PostgresException>(() => Sample.Execute(fixture.Service, sql));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    /// <summary>What a superuser or an owner may, nobody keeps from them: that is what seals are for.</summary>
    [Fact]
    public async Task The_service_owns_nothing_of_the_ledger_and_is_nobody_who_does()
    {
        Assert.Equal(0L, await Sample.Scalar<long>(fixture.Admin, """
            select count(*) from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where n.nspname in ('ledger', 'vault', 'leadledger', 'seal')
              and pg_has_role('leadledger_service', c.relowner, 'member')
            """));
        Assert.Equal(0L, await Sample.Scalar<long>(fixture.Admin, """
            select count(*) from pg_roles
            where rolname in ('leadledger_service', 'leadledger_bi', 'leadledger_bi_people')
              and (rolsuper or rolcreaterole or rolcreatedb or rolbypassrls or rolreplication)
            """));
    }

    /// <summary>
    /// No foreign key hands a change of a stream, or its removal, on to its events without being asked.
    /// </summary>
    [Fact]
    public async Task Nothing_of_the_services_rights_reaches_events_by_a_cascade()
    {
        Assert.Equal("a", await Sample.Scalar<string>(fixture.Admin, """
            select confupdtype::text from pg_constraint where conname = 'fkey_mt_events_stream_id'
            """));
        Assert.Equal("timestamp,version", await Sample.Scalar<string>(fixture.Admin, """
            select string_agg(attname, ',' order by attname collate "C") from pg_attribute
            where attrelid = 'ledger.mt_streams'::regclass and attnum > 0
              and has_column_privilege('leadledger_service', attrelid, attnum, 'update')
            """));
        Assert.False(await Sample.Scalar<bool>(fixture.Admin, """
            select
              has_table_privilege('leadledger_service', 'ledger.mt_streams', 'delete, truncate, references, trigger')
              or has_table_privilege(
                'leadledger_service', 'ledger.mt_events', 'update, delete, truncate, references, trigger')
              or has_any_column_privilege('leadledger_service', 'ledger.mt_events', 'update, references')
            """));
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
    [InlineData("select count(*) from leadledger.personal_read")]
    [InlineData("select count(*) from leadledger.erased_stream")]
    [InlineData("insert into ledger.mt_events (seq_id) values (1)")]
    [InlineData("delete from ledger.mt_events")]
    [InlineData("update ledger.mt_streams set version = 1")]
    [InlineData("set session_replication_role = replica")]
    [InlineData("set role leadledger_service")]
    [InlineData("create or replace view bi_v1.freshness as select 1")]
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

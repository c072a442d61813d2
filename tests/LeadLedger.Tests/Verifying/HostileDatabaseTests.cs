using LeadLedger.EventStore.Verifying;

namespace LeadLedger.Tests.Verifying;

/// <summary>
/// A superuser who doesn't change what was sealed but what whoever verifies is shown, or who puts things where nobody
/// looks.
/// </summary>
public sealed class HostileDatabaseTests(SealedLedger ledger) : IClassFixture<SealedLedger>
{
    private const string OneMoreStream =
        "insert into ledger.mt_streams (id, type, version) "
        + "values ('00000000-0000-4000-8000-00000000e001', 'lead', 1); ";

    [Theory]
    [InlineData("null", "alter table ledger.mt_events drop constraint pkey_mt_events_seq_id, "
        + "alter column seq_id drop not null; ")]
    [InlineData("-9223372036854775808", "")]
    public async Task An_event_at_a_position_that_no_walk_comes_by_is_found(string position, string first)
    {
        await using var copy = await ledger.Copy();
        await copy.Do(first + OneMoreStream
            + "insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp) values ("
            + position + ", gen_random_uuid(), '00000000-0000-4000-8000-00000000e001', 1, '{}', 'lead_begun', now())");
        Assert.True((await copy.Verify()).IsAltered);
    }

    [Theory]
    [InlineData("update seal.checkpoint set made_at = 'infinity' where tree_size = 500")]
    [InlineData("update seal.checkpoint set note = '' where tree_size = 500")]
    public async Task A_checkpoint_that_can_not_be_one_is_found_and_does_not_end_the_search(string damage)
    {
        await using var copy = await ledger.Copy();
        await copy.Do(damage);
        var found = (await copy.Verify()).Findings;
        Assert.NotEmpty(found);
        Assert.All(found, it => Assert.Contains(
            it.Kind, (FindingKind[])[FindingKind.CheckpointBroken, FindingKind.KeyUnknown]));
    }

    [Theory]
    [InlineData("insert into seal.tile (level, number, hashes) values (1, 3, sha256('x'))")]
    [InlineData("insert into seal.tile (level, number, hashes) values (2, 0, sha256('x'))")]
    [InlineData("update seal.tile set hashes = hashes || sha256('x') where level = 1")]
    [InlineData("insert into seal.tile (level, number, hashes) values (8, 0, sha256('x'))")]
    public async Task What_was_put_where_the_tree_has_yet_to_grow_is_found(string damage)
    {
        await using var copy = await ledger.Copy();
        await copy.Do(damage);
        var found = (await copy.Verify()).Findings;
        Assert.NotEmpty(found);
        Assert.All(found, it => Assert.Equal(FindingKind.TreeBroken, it.Kind));
    }

    [Fact]
    public async Task Functions_and_tables_of_somebodys_own_do_not_answer_for_those_of_PostgreSQL()
    {
        await using var copy = await ledger.Copy();
        await copy.Do("alter table ledger.mt_events enable row level security");
        await copy.Do(
            """
            create schema evil;
            grant usage on schema evil to public;
            create view evil.pg_class as
              select oid, relkind, false as relrowsecurity, false as relhasrules, false as relhassubclass
              from pg_catalog.pg_class;
            grant select on evil.pg_class to public;
            """);
        await copy.Do(
            """
            do $$ begin
              execute format('alter database %I set search_path = evil, pg_catalog', current_database());
            end $$
            """);
        await Assert.ThrowsAsync<CannotVerifyException>(() => copy.Verify());
    }

    [Fact]
    public async Task A_cast_that_tells_the_old_payload_is_not_believed()
    {
        await using var copy = await ledger.Copy();
        var position = await copy.Position(456);
        await copy.Do(
            "create table public.true_payload as select seq_id, data::text as words from ledger.mt_events");
        await copy.Do("""update ledger.mt_events set data = '{"n": 99}' where seq_id = $1""", position);
        await copy.Do(
            """
            create function public.as_it_was(jsonb) returns text language plpgsql stable as $$
            begin
              if $1 = '{"n": 99}' then
                return (select t.words from public.true_payload t
                  join ledger.mt_events e on e.seq_id = t.seq_id where e.data = $1 limit 1);
              end if;
              return pg_catalog.textin(pg_catalog.jsonb_out($1));
            end $$;
            """);
        await copy.Do("grant select on public.true_payload to public");
        await copy.Do("create cast (jsonb as text) with function public.as_it_was(jsonb)");
        await Assert.ThrowsAsync<CannotVerifyException>(() => copy.Verify());
    }
}

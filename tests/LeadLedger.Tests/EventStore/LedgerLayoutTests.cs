using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.EventStore;

/// <summary>
/// The tables are Marten 9's to the letter (ADR-0001): Marten opens this database and must find nothing to change.
/// </summary>
public sealed class LedgerLayoutTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    [Fact]
    public async Task The_columns_are_Martens_in_order_type_nullability_and_default()
    {
        string[] expected =
        [
            "mt_event_progression | 1 | name | character varying | not null | ",
            "mt_event_progression | 2 | last_seq_id | bigint | null | ",
            "mt_event_progression | 3 | last_updated | timestamp with time zone | null | transaction_timestamp()",
            "mt_events | 1 | seq_id | bigint | not null | ",
            "mt_events | 2 | id | uuid | not null | ",
            "mt_events | 3 | stream_id | uuid | null | ",
            "mt_events | 4 | version | bigint | not null | ",
            "mt_events | 5 | data | jsonb | not null | ",
            "mt_events | 6 | bdata | bytea | null | ",
            "mt_events | 7 | type | character varying(500) | not null | ",
            "mt_events | 8 | timestamp | timestamp with time zone | not null | now()",
            "mt_events | 9 | tenant_id | character varying | null | '*DEFAULT*'::character varying",
            "mt_events | 10 | mt_dotnet_type | character varying | null | ",
            "mt_events | 11 | correlation_id | character varying | null | ",
            "mt_events | 12 | causation_id | character varying | null | ",
            "mt_events | 13 | headers | jsonb | null | ",
            "mt_events | 14 | user_name | character varying | null | ",
            "mt_events | 15 | is_archived | boolean | null | false",
            "mt_streams | 1 | id | uuid | not null | ",
            "mt_streams | 2 | type | character varying | null | ",
            "mt_streams | 3 | version | bigint | null | ",
            "mt_streams | 4 | timestamp | timestamp with time zone | not null | now()",
            "mt_streams | 5 | created | timestamp with time zone | not null | now()",
            "mt_streams | 6 | tenant_id | character varying | null | '*DEFAULT*'::character varying",
            "mt_streams | 7 | is_archived | boolean | null | false",
        ];

        var actual = await Sample.Rows(fixture.Admin,
            """
            select c.relname, a.attnum, a.attname, format_type(a.atttypid, a.atttypmod),
              case when a.attnotnull then 'not null' else 'null' end, coalesce(pg_get_expr(d.adbin, d.adrelid), '')
            from pg_attribute a
            join pg_class c on c.oid = a.attrelid and c.relkind = 'r' and c.relnamespace = 'ledger'::regnamespace
            left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
            where a.attnum > 0 and not a.attisdropped
            order by c.relname, a.attnum
            """);

        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task The_constraints_are_Martens_by_name_and_meaning()
    {
        string[] expected =
        [
            "mt_event_progression | pk_mt_event_progression | PRIMARY KEY (name)",
            "mt_events | fkey_mt_events_stream_id | "
                + "FOREIGN KEY (stream_id) REFERENCES ledger.mt_streams(id) ON DELETE CASCADE",
            "mt_events | pkey_mt_events_seq_id | PRIMARY KEY (seq_id)",
            "mt_streams | pkey_mt_streams_id | PRIMARY KEY (id)",
        ];

        var actual = await Sample.Rows(fixture.Admin,
            """
            select c.relname, k.conname, pg_get_constraintdef(k.oid)
            from pg_constraint k
            join pg_class c on c.oid = k.conrelid and c.relnamespace = 'ledger'::regnamespace
            where k.contype <> 'n'
            order by c.relname, k.conname
            """);

        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task The_indexes_are_Martens_and_no_others()
    {
        string[] expected =
        [
            "CREATE UNIQUE INDEX pk_mt_event_progression ON ledger.mt_event_progression USING btree (name)",
            "CREATE UNIQUE INDEX pk_mt_events_stream_and_version ON ledger.mt_events "
                + "USING btree (stream_id, version)",
            "CREATE UNIQUE INDEX pkey_mt_events_seq_id ON ledger.mt_events USING btree (seq_id)",
            "CREATE UNIQUE INDEX pkey_mt_streams_id ON ledger.mt_streams USING btree (id)",
        ];

        var actual = await Sample.Rows(fixture.Admin,
            "select indexdef from pg_indexes where schemaname = 'ledger' order by indexname");

        Assert.Equal(expected, actual);
    }

    [Fact]
    public async Task The_sequence_is_Martens_and_hands_out_one_position_at_a_time()
    {
        var sequence = await Sample.Rows(fixture.Admin,
            """
            select sequencename, data_type::text, start_value, min_value, increment_by, cycle, cache_size
            from pg_sequences where schemaname = 'ledger'
            """);
        var owner = await Sample.Scalar<string>(fixture.Admin,
            """
            select d.refobjid::regclass || '.' || a.attname from pg_depend d
            join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
            where d.objid = 'ledger.mt_events_sequence'::regclass and d.deptype = 'a'
            """);

        Assert.Equal(["mt_events_sequence | bigint | 1 | 1 | 1 | False | 1"], sequence);
        Assert.Equal("ledger.mt_events.seq_id", owner);
    }

    [Fact]
    public async Task Nothing_of_ours_lives_in_Martens_schema_and_no_trigger_hangs_on_its_tables()
    {
        var relations = await Sample.Rows(fixture.Admin,
            """
            select relname from pg_class
            where relnamespace = 'ledger'::regnamespace and relkind not in ('i', 'I', 't') order by relname
            """);
        var rest = await Sample.Scalar<long>(fixture.Admin,
            """
            select (select count(*) from pg_proc where pronamespace = 'ledger'::regnamespace)
              + (select count(*) from pg_trigger t join pg_class c on c.oid = t.tgrelid
                 where c.relnamespace = 'ledger'::regnamespace and not t.tgisinternal)
            """);

        Assert.Equal(["mt_event_progression", "mt_events", "mt_events_sequence", "mt_streams"], relations);
        Assert.Equal(0, rest);
    }

    [Fact]
    public async Task The_key_of_a_stream_lives_in_the_vault()
    {
        var columns = await Sample.Rows(fixture.Admin,
            """
            select a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull from pg_attribute a
            where a.attrelid = 'vault.stream_key'::regclass and a.attnum > 0 order by a.attnum
            """);

        Assert.Equal(
            [
                "stream_id | uuid | True",
                "master_key_id | text | True",
                "wrapped_key | bytea | True",
                "created_at | timestamp with time zone | True",
            ], columns);
    }
}

using LeadLedger.EventStore;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Sealing;

/// <summary>The bytes that are sealed: written down here for good, and the same when PostgreSQL sends them.</summary>
public sealed class EventLeafTests(PostgresFixture fixture) : IClassFixture<PostgresFixture>
{
    private static readonly EventLeaf Full = new(
        7,
        new Guid("11111111-2222-3333-4444-555555555555"),
        new Guid("aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"),
        3,
        """{"n": 1}""",
        [0, 255],
        "lead_noted",
        1_772_443_800_123_456,
        "*DEFAULT*",
        "X, Y",
        "c",
        "",
        """{"role": "sales"}""",
        "ännä");

    private static readonly EventLeaf Bare = Full with
    {
        StreamId = null,
        Binary = null,
        TenantId = null,
        DotnetType = null,
        CorrelationId = null,
        CausationId = null,
        Headers = null,
        UserName = null,
    };

    [Fact]
    public void Its_bytes_are_these()
    {
        Assert.Equal(
            "00000008" + "0000000000000007"
            + "00000010" + "11111111222233334444555555555555"
            + "00000010" + "aaaaaaaabbbbccccddddeeeeeeeeeeee"
            + "00000008" + "0000000000000003"
            + "00000008" + "7b226e223a20317d"
            + "00000002" + "00ff"
            + "0000000a" + "6c6561645f6e6f746564"
            + "00000008" + "00064c073b173840"
            + "00000009" + "2a44454641554c542a"
            + "00000004" + "582c2059"
            + "00000001" + "63"
            + "00000000"
            + "00000011" + "7b22726f6c65223a202273616c6573227d"
            + "00000006" + "c3a46e6ec3a4",
            Convert.ToHexStringLower(Full.Encode()));
        Assert.Equal(
            "00000008" + "0000000000000007"
            + "00000010" + "11111111222233334444555555555555"
            + "ffffffff"
            + "00000008" + "0000000000000003"
            + "00000008" + "7b226e223a20317d"
            + "ffffffff"
            + "0000000a" + "6c6561645f6e6f746564"
            + "00000008" + "00064c073b173840"
            + string.Concat(Enumerable.Repeat("ffffffff", 6)),
            Convert.ToHexStringLower(Bare.Encode()));
    }

    [Fact]
    public void Its_hash_is_the_one_that_another_program_computes()
    {
        Assert.Equal("s8ekp0DSO6IP/q4iRraplD6+mV3hrXm4XHoBhuqWQ6g=", $"{Full.Hash}");
        Assert.Equal("CRoT8w/t6vi1U53rM19HFWQ81q0TBij0qvc9o4zUJVk=", $"{Bare.Hash}");
    }

    [Fact]
    public void It_is_read_back()
    {
        foreach (var leaf in (EventLeaf[])[Full, Bare])
        {
            var bytes = leaf.Encode();

            Assert.Equal(bytes, EventLeaf.Decode(bytes)!.Encode());
            Assert.Equal(7, EventLeaf.PositionIn(bytes));
            Assert.Null(EventLeaf.Decode([.. bytes, 0]));
            for (var length = 0; length < bytes.Length; length++)
                Assert.Null(EventLeaf.Decode(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public async Task PostgreSQL_sends_those_bytes_of_every_kind_of_row()
    {
        await Sample.Execute(fixture.Admin,
            """
            insert into ledger.mt_streams (id, version) values ('aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee', 7);
            insert into ledger.mt_events values
              (7, '11111111-2222-3333-4444-555555555555', 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee', 3, '{"n":1}',
                '\x00ff', 'lead_noted', '2026-03-02 09:30:00.123456Z', '*DEFAULT*', 'X, Y', 'c', '',
                '{"role":"sales"}', 'ännä', false),
              (8, '11111111-2222-3333-4444-555555555555', null, 3, '{"n":1}', null, 'lead_noted',
                '2026-03-02 09:30:00.123456Z', null, null, null, null, null, null, true);
            insert into ledger.mt_events values
              (9, '11111111-2222-3333-4444-555555555555', null, 3, '{"n":1}', '', 'lead_noted', 'infinity'),
              (10, '11111111-2222-3333-4444-555555555555', null, 3, '{"n":1}', null, 'lead_noted', '-infinity'),
              (11, '11111111-2222-3333-4444-555555555555', null, 3, '{"n":1}', null, 'lead_noted',
                '1969-12-31 23:59:59Z'),
              (12, '11111111-2222-3333-4444-555555555555', null, 3,
                jsonb_build_object('large', repeat('ß', 300000)), null, 'lead_noted', '2026-03-02 09:30:00.123456Z');
            """);
        EventLeaf[] expected =
        [
            Full,
            Bare with { Position = 8 },
            Bare with { Position = 9, Binary = [], RecordedAt = long.MaxValue, TenantId = "*DEFAULT*" },
            Bare with { Position = 10, RecordedAt = long.MinValue, TenantId = "*DEFAULT*" },
            Bare with { Position = 11, RecordedAt = -1_000_000, TenantId = "*DEFAULT*" },
            Bare with
            {
                Position = 12, Data = $$"""{"large": "{{new string('ß', 300_000)}}"}""", TenantId = "*DEFAULT*",
            },
        ];

        Assert.Equal(expected.Select(leaf => (leaf.Position, leaf.Hash)), await Read(0, long.MaxValue, long.MaxValue));
        Assert.Equal([8, 9], (await Read(7, 9, long.MaxValue)).Select(leaf => leaf.Position));
        Assert.Equal([8], (await Read(7, 9, 1)).Select(leaf => leaf.Position));
        Assert.Empty(await Read(12, long.MaxValue, long.MaxValue));
        await Sample.Execute(fixture.Admin, "delete from ledger.mt_streams; delete from ledger.mt_events");
    }

    [Fact]
    public async Task Events_of_our_own_writer_are_read_and_hash_as_their_columns_do()
    {
        await using var store = new PostgresEventStore(fixture.Service);
        for (var i = 0; i < 40; i++)
        {
            var text = new string('x', i * 977);
            await store.Append(Sample.Append(
                Guid.NewGuid(), 0, Sample.Event("lead_noted", $$"""{"b":"{{text}}","aa":[1.50,null,"\n"]}""")));
        }

        await using var connection = await fixture.Service.OpenConnectionAsync();
        await using var reader = await LeafReader.Open(connection, 0);
        var leaves = 0;
        while (await reader.Read())
        {
            var leaf = EventLeaf.Decode(reader.Leaf.Span)!;
            Assert.Equal(reader.Position, leaf.Position);
            Assert.Equal(reader.Hash, leaf.Hash);
            Assert.Equal("anna", leaf.UserName);
            Assert.EndsWith("\"aa\": [1.50, null, \"\\n\"]}", leaf.Data, StringComparison.Ordinal);
            leaves++;
        }
        Assert.Equal(40, leaves);
    }

    private async Task<List<(long Position, TreeHash Hash)>> Read(long after, long upTo, long most)
    {
        var read = new List<(long, TreeHash)>();
        await using var connection = await fixture.Service.OpenConnectionAsync();
        await using var reader = await LeafReader.Open(connection, after, upTo, most);
        while (await reader.Read())
            read.Add((reader.Position, reader.Hash));
        return read;
    }
}

using System.Globalization;
using LeadLedger.Server.ReadModels.Tables;
using Npgsql;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Tests.ReadModels.CopyBufferTests.Sample>;

namespace LeadLedger.Tests.ReadModels;

/// <summary>
/// COPY's bytes are put together by the program: they must say what the driver says of the same rows.
/// </summary>
public sealed class CopyBufferTests
{
    private const int Rows = 400;

    private static readonly Column[] Columns =
    [
        Column.Fixed("number", row => row.Number),
        Column.Fixed("id", row => row.Id),
        Column.Fixed("place", row => row.Place),
        Column.Fixed("amount", row => row.Amount),
        Column.Fixed("maybe", row => row.Maybe),
        Column.Fixed("day", row => row.Day),
        Column.Fixed("at", row => row.At),
        Column.Fixed("flag", row => row.Flag),
        Column.Fixed("text", row => row.Text),
        Column.FixedJson("json", row => row.Json),
    ];

    private static readonly decimal[] Amounts =
    [
        0m, 0.00m, 1m, -1m, 1.0m, 10m, 9_999m, 10_000m, 10_001m, 0.1m, 0.0001m, 0.00001m, -0.000000000001m, 1.230m,
        123_456_789.987_654_321m, 3000.00m, 0.03m, decimal.MaxValue, decimal.MinValue, 1e-28m,
        7.9228162514264337593543950335m, 100_000_000.0000m, -0.0m,
    ];

    private static readonly string[] Texts =
        ["", "plain", "Zürich", "tab\tand\nline", "\\.", "\"quoted\"", "漢字", "🙂", new string('x', 40_000)];

    [Fact]
    public async Task Rows_that_were_copied_are_those_that_the_driver_writes()
    {
        await using var database = await ReadModelDatabase.Make();
        await using var connection = await database.Admin.OpenConnectionAsync();
        var random = new Random(81);
        var rows = Enumerable.Range(1, Rows).Select(number => Sample.Of(number, random)).ToArray();

        await Write(connection, "copied", rows, Rows);
        await Write(connection, "written", rows, 40);
        Assert.Equal(await Contents(connection, "written"), await Contents(connection, "copied"));
        Assert.Equal(Rows, (await Contents(connection, "copied")).Count(letter => letter == '\n'));
    }

    [Fact]
    public async Task Rows_that_were_put_in_bit_by_bit_are_copied_all_with_the_last_few()
    {
        await using var database = await ReadModelDatabase.Make();
        await using var connection = await database.Admin.OpenConnectionAsync();
        var random = new Random(82);
        var rows = Enumerable.Range(1, Rows).Select(number => Sample.Of(number, random)).ToArray();
        await Write(connection, "written", rows, 40);

        var table = await Make(connection, "copied");
        var statements = new PageStatements();
        foreach (var few in rows[..^5].Chunk(30))
            table.Append(few, statements);
        table.Append([], statements);
        table.Insert(rows[^5..], statements);
        statements.Add(new NpgsqlBatchCommand("select 1"));
        await statements.Send(connection, CancellationToken.None);

        Assert.Equal(await Contents(connection, "written"), await Contents(connection, "copied"));
    }

    private static async Task Write(NpgsqlConnection connection, string name, Sample[] rows, int atOnce)
    {
        var table = await Make(connection, name);
        var statements = new PageStatements();
        foreach (var page in rows.Chunk(atOnce))
        {
            statements.Clear();
            table.Insert(page, statements);
            statements.Add(new NpgsqlBatchCommand("select 1"));
            await statements.Send(connection, CancellationToken.None);
        }
    }

    private static async Task<Table<Sample>> Make(NpgsqlConnection connection, string name)
    {
        await using var make = new NpgsqlCommand(
            $"""
            create temporary table {name} (number int, id uuid, place bigint, amount numeric, maybe int, day date,
              at timestamptz, flag boolean, text text, json jsonb)
            """, connection);
        await make.ExecuteNonQueryAsync();
        return new Table<Sample>(name, key: 1, Columns);
    }

    private static async Task<string> Contents(NpgsqlConnection connection, string name)
    {
        using var copy = await connection.BeginTextExportAsync(
            $"copy (select * from {name} order by number) to stdout");
        return await copy.ReadToEndAsync();
    }

    internal sealed class Sample
    {
        public int Number { get; init; }
        public Guid Id { get; init; }
        public long Place { get; init; }
        public decimal Amount { get; init; }
        public int? Maybe { get; init; }
        public DateOnly? Day { get; init; }
        public DateTimeOffset At { get; init; }
        public bool? Flag { get; init; }
        public string? Text { get; init; }
        public string? Json { get; init; }

        public static Sample Of(int number, Random random) => new()
        {
            Number = number,
            Id = new Guid(number, 2, 3, [1, 2, 3, 4, 5, 6, 7, 8]),
            Place = random.NextInt64(long.MinValue, long.MaxValue),
            Amount = number <= Amounts.Length
                ? Amounts[number - 1]
                : new decimal(random.Next(), random.Next(), random.Next(1000), number % 2 == 0, (byte)random.Next(29)),
            Maybe = number % 3 == 0 ? null : random.Next(int.MinValue, int.MaxValue),
            Day = (number % 5) switch
            {
                0 => null,
                1 => DateOnly.MaxValue,
                2 => DateOnly.MinValue,
                _ => new DateOnly(1900, 1, 1).AddDays(random.Next(100_000)),
            },
            At = new DateTimeOffset(1950, 1, 1, 0, 0, 0, TimeSpan.Zero)
                .AddMicroseconds(random.NextInt64(4_000_000_000_000_000)),
            Flag = number % 4 == 0 ? null : number % 2 == 0,
            Text = number % 7 == 0 ? null : Texts[number % Texts.Length],
            Json = number % 6 == 0
                ? null
                : $$"""{"b": {{number.ToString(CultureInfo.InvariantCulture)}}, "a": "Zürich"}""",
        };
    }
}

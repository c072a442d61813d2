using System.Text;
using LeadLedger.Server.Bulk;

namespace LeadLedger.Tests.Bulk;

/// <summary>Lines come out as they went in, however the network cuts the body.</summary>
public sealed class LineCutterTests
{
    private const int MaxLineBytes = 150_000;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Lines_are_those_of_a_naive_split(int seed)
    {
        var random = new Random(seed);
        var lines = Enumerable.Range(0, 400).Select(_ => Line(random)).ToList();
        var body = Encoding.UTF8.GetBytes(string.Join('\n', lines));

        var cut = await Cut(body, random);

        Assert.Equal(Enumerable.Range(1, lines.Count).Select(number => (long)number), cut.Select(line => line.Number));
        foreach (var (expected, actual) in lines.Zip(cut))
        {
            Assert.Equal(expected.Length > MaxLineBytes, actual.IsTooLong);
            Assert.Equal(actual.IsTooLong ? "" : expected, actual.Text);
        }
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("\n", 1)]
    [InlineData("a", 1)]
    [InlineData("a\n", 1)]
    [InlineData("a\n\nb", 3)]
    public async Task The_last_line_may_have_no_end(string body, int lines) =>
        Assert.Equal(lines, (await Cut(Encoding.UTF8.GetBytes(body), new Random(0))).Count);

    /// <summary>Mostly short, some longer than a chunk, some too long.</summary>
    private static string Line(Random random)
    {
        var length = random.Next(100) switch
        {
            < 90 => random.Next(300),
            < 97 => random.Next(60_000, 70_000),
            _ => random.Next(MaxLineBytes - 2, MaxLineBytes * 2),
        };
        return new string((char)('a' + random.Next(26)), Math.Max(1, length));
    }

    private static async Task<List<(long Number, string Text, bool IsTooLong)>> Cut(byte[] body, Random random)
    {
        var cut = new List<(long, ReadOnlyMemory<byte> Text, bool)>();
        await foreach (var line in LineCutter.Cut(new InPieces(body, random), MaxLineBytes, CancellationToken.None))
            cut.Add((line.Number, line.Text, line.IsTooLong));
        // Read only now: a line's bytes must not be written over by what came after it.
        return cut.ConvertAll(line => (line.Item1, Encoding.UTF8.GetString(line.Text.Span), line.Item3));
    }

    /// <summary>Gives as much at a time as a network would: now little, now much.</summary>
    private sealed class InPieces(byte[] bytes, Random random) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var most = random.Next(2) == 0 ? random.Next(1, 50) : random.Next(1, 100_000);
            return base.ReadAsync(buffer[..Math.Min(most, buffer.Length)], cancellationToken);
        }
    }
}

using System.Text;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Tests.Ledger;

public class InstantsTests
{
    [Theory]
    [InlineData("2026-03-02T09:00:00Z")]
    [InlineData("2026-03-02T09:00:00.5Z")]
    [InlineData("2026-03-02T09:00:00.000001Z")]
    [InlineData("2028-02-29T23:59:59.999999Z")]
    public void What_we_write_is_read_the_short_way_as_the_general_one_reads_it(string text)
    {
        Assert.True(Instants.TryParse(text, out var general));
        Assert.True(Instants.TryParseStored(Encoding.UTF8.GetBytes(text), out var stored));
        Assert.Equal(general, stored);
        Assert.Equal(TimeSpan.Zero, stored.Offset);
        Assert.Equal(text, Instants.Format(stored));
    }

    [Theory]
    [InlineData("2026-03-02T09:00:00.1234567Z", "2026-03-02T09:00:00.123456Z")]
    [InlineData("2026-03-02T09:00:00+02:00", "2026-03-02T07:00:00Z")]
    [InlineData("2026-03-02T09:00Z", "2026-03-02T09:00:00Z")]
    public void Another_way_to_write_an_instant_is_read_the_general_way(string text, string written)
    {
        Assert.True(Instants.TryParse(text, out var instant));
        Assert.False(Instants.TryParseStored(Encoding.UTF8.GetBytes(text), out _));
        Assert.Equal(written, Instants.Format(instant));
    }

    [Theory]
    [InlineData("")]
    [InlineData("2026-03-02T09:00:00")]
    [InlineData("2026-03-02T09:00:00.Z")]
    [InlineData("2026-03-02T09:00:0Z")]
    [InlineData("2026-03-02T09:00:00,5Z")]
    [InlineData("2026-03-02 09:00:00Z")]
    [InlineData("2026-02-29T09:00:00Z")]
    [InlineData("2026-13-01T09:00:00Z")]
    [InlineData("2026-03-02T09:60:00Z")]
    [InlineData("2026-03-02T09:00:00.12a456Z")]
    [InlineData("２026-03-02T09:00:00Z")]
    public void What_is_no_instant_is_none_either_way(string text)
    {
        Assert.False(Instants.TryParse(text, out _));
        Assert.False(Instants.TryParseStored(Encoding.UTF8.GetBytes(text), out _));
    }
}

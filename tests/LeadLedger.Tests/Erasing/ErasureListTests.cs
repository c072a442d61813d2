using LeadLedger.Domain.Leads;
using LeadLedger.Server.Erasing;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Erasing;

/// <summary>The list of erasures outside the database.</summary>
public sealed class ErasureListTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Each_erasure_is_listed_once_for_its_owner_alone()
    {
        var list = new ErasureList(_folder["state/erasures.ndjson"]);
        var (first, second) = (Erasure(), Erasure());
        foreach (var erasure in (ListedErasure[])[first, second, first])
            list.Keep(erasure);

        Assert.Equal([first, second], list.Read());
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(list.Path));
    }

    [Fact]
    public void A_line_that_was_torn_off_takes_no_other_along()
    {
        var list = new ErasureList(_folder["erasures.ndjson"]);
        Directory.CreateDirectory(_folder.Path);
        var (first, second) = (Erasure(), Erasure());
        list.Keep(first);
        File.AppendAllText(list.Path, "{\"leadId\":\"0197f3");
        list.Keep(second);

        Assert.Equal([first, second], list.Read());
    }

    [Fact]
    public void Where_there_is_no_file_nobody_is_listed() => Assert.Empty(new ErasureList(_folder["none"]).Read());

    private static ListedErasure Erasure() => new(
        Guid.NewGuid(),
        ErasureGround.RetentionEnded,
        "olga",
        new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero),
        "k1",
        Guid.NewGuid());
}

using LeadLedger.EventStore.Sealing;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Sealing;

public sealed class AnchorFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SealKey _key = SealKey.Import("s1", SealKey.Make());

    private string Path => _folder["anchors/here.txt"];

    public void Dispose()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Checkpoints_are_read_back_in_order_and_remarks_passed_over()
    {
        Assert.Null(AnchorFile.ReadLast(Path));
        for (var size = 1; size <= 400; size++)
            AnchorFile.Append(Path, Signed(size), size % 100 == 0 ? "key rotation: s0 -> s1" : null);

        var read = AnchorFile.Read(Path).ToList();

        Assert.Equal(Enumerable.Range(1, 400).Select(size => (long)size), Sizes(read));
        Assert.All(read, anchor => Assert.True(anchor.Checkpoint!.IsSignedBy(_key.Public)));
        Assert.Equal(400, AnchorFile.ReadLast(Path)!.Checkpoint.TreeSize);
        Assert.StartsWith(
            Checkpoint.Origin, File.ReadAllLines(Path)[(int)read[250].Line - 1], StringComparison.Ordinal);
    }

    [Fact]
    public void One_that_was_cut_short_at_any_byte_takes_none_of_the_others_with_it()
    {
        AnchorFile.Append(Path, Signed(1));
        var before = new FileInfo(Path).Length;
        AnchorFile.Append(Path, Signed(2), "a remark");
        var whole = File.ReadAllBytes(Path);
        // Without its last line's end it is whole all the same.
        for (var length = before + 1; length < whole.Length - 1; length++)
        {
            File.WriteAllBytes(Path, whole[..(int)length]);
            Assert.Equal(1, AnchorFile.ReadLast(Path)!.Checkpoint.TreeSize);

            AnchorFile.Append(Path, Signed(3));

            Assert.Equal([1, 3], Sizes(AnchorFile.Read(Path).Where(anchor => anchor.Checkpoint is not null)));
            Assert.Equal(3, AnchorFile.ReadLast(Path)!.Checkpoint.TreeSize);
        }
    }

    [Fact]
    public void One_that_was_damaged_is_told_apart_by_its_line()
    {
        for (var size = 1; size <= 3; size++)
            AnchorFile.Append(Path, Signed(size));
        var lines = File.ReadAllLines(Path);
        lines[8] = "17";
        File.WriteAllLines(Path, lines);

        var read = AnchorFile.Read(Path).ToList();

        Assert.Equal([true, true, true], read.Select(anchor => anchor.Checkpoint is not null));
        Assert.Equal([true, false, true], read.Select(anchor => anchor.Checkpoint!.IsSignedBy(_key.Public)));
        lines[8] = "x";
        File.WriteAllLines(Path, lines);
        Assert.Equal(
            [8L], AnchorFile.Read(Path).Where(anchor => anchor.Checkpoint is null).Select(anchor => anchor.Line));
    }

    [Fact]
    public void Its_folders_are_made_and_written_to_the_disk_where_the_platform_can()
    {
        var deep = _folder["one/two/three"];

        DurableFolder.Make(deep);
        DurableFolder.Make(deep);

        Assert.True(Directory.Exists(deep));
        Assert.Equal(!OperatingSystem.IsWindows(), DurableFolder.Flush(deep));
        Assert.False(DurableFolder.Flush(_folder["nowhere"]));
    }

    private static IEnumerable<long> Sizes(IEnumerable<Anchor> anchors) =>
        anchors.Select(anchor => anchor.Checkpoint!.Checkpoint.TreeSize);

    private SignedCheckpoint Signed(int size) => SignedCheckpoint.Sign(
        new Checkpoint(
            new Guid("6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
            size,
            TreeHash.OfLeaf([(byte)size]),
            size,
            new DateTimeOffset(2026, 3, 2, 9, 30, 0, TimeSpan.Zero)),
        _key);
}

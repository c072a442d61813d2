using LeadLedger.EventStore.Verifying;
using LeadLedger.Server.Running.Embedded;
using LeadLedger.Server.Verifying;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Running.Backups;

namespace LeadLedger.Tests.Verifying;

/// <summary>
/// A dump is verified like the ledger it was made of, whatever its form, and nothing in it is ever run.
/// </summary>
public sealed class DumpTests(SealedLedger ledger) : IClassFixture<SealedLedger>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("custom")]
    [InlineData("plain")]
    [InlineData("directory")]
    [InlineData("tar")]
    public async Task A_dump_in_every_form_is_verified_and_one_of_an_altered_ledger_is_not(string form)
    {
        await using var copy = await ledger.Copy();
        var dump = await Dump(copy, form);
        var verified = await Verify(dump);
        Assert.Empty(verified.Findings);
        Assert.Equal((SealedLedger.Events, SealedLedger.Streams, 9, 3),
            (verified.Events, verified.Streams, verified.Checkpoints, verified.Anchored));

        if (form != "plain")
            return;
        var position = await copy.Position(456);
        await copy.Do("update ledger.mt_events set user_name = 'x' where seq_id = $1", position);
        await copy.Do("alter table ledger.mt_events drop constraint pkey_mt_events_seq_id; "
            + "drop index ledger.pk_mt_events_stream_and_version; "
            + "insert into ledger.mt_events select * from ledger.mt_events where version = 30 limit 1");
        var found = (await Verify(await Dump(copy, form))).Findings;
        Assert.Contains(found, it => it.Kind == FindingKind.Changed && it.Position == position);
        Assert.Contains(found, it => it.Kind == FindingKind.Inserted);
    }

    [Fact]
    public async Task A_dump_that_was_cut_short_or_lacks_a_table_says_nothing()
    {
        await using var copy = await ledger.Copy();
        var whole = await File.ReadAllBytesAsync(await Dump(copy, "plain"));
        foreach (var part in (double[])[0.3, 0.6, 0.99])
            await IsRefused(whole[..(int)(whole.Length * part)]);
        foreach (var option in (string[])["--exclude-table-data=seal.checkpoint", "--inserts"])
            await IsRefused(await File.ReadAllBytesAsync(await Dump(copy, "plain", option)));
        await IsRefused((await File.ReadAllBytesAsync(await Dump(copy, "custom")))[..^20000]);
        await IsRefused("Dear auditor, all is well."u8.ToArray());
    }

    [Fact]
    public async Task Commands_in_a_dump_are_never_run()
    {
        await using var copy = await ledger.Copy();
        var dump = await Dump(copy, "plain");
        var (touched, text) = (_folder["touched"], await File.ReadAllTextAsync(dump));
        var begin = text.IndexOf("SET statement_timeout", StringComparison.Ordinal);
        await File.WriteAllTextAsync(dump, text.Insert(
            begin,
            $"\\! touch {touched}\nCOPY (SELECT 1) TO PROGRAM 'touch {touched}';\nDROP TABLE ledger.mt_events;\n"));
        Assert.Empty((await Verify(dump)).Findings);
        Assert.False(File.Exists(touched));
    }

    private Task<LedgerVerification> Verify(string dump) =>
        VerifyVerb.OfDump(dump, null, VerifyVerb.Order([ledger.Key.Public], ledger.Anchor), CancellationToken.None);

    private async Task IsRefused(byte[] dump)
    {
        var file = _folder["refused"];
        await File.WriteAllBytesAsync(file, dump);
        await Assert.ThrowsAsync<CannotVerifyException>(() => Verify(file));
    }

    private async Task<string> Dump(TamperedLedger copy, string form, params string[] more)
    {
        Directory.CreateDirectory(_folder.Path);
        var user = await ServerUser.For(_folder["dumps"]);
        Assert.True(await user.TryMakeFolder(_folder["dumps"]));
        var file = _folder[$"dumps/{Guid.NewGuid():N}"];
        string[] arguments = [$"--format={form}", "--file", file, .. more];
        await PostgresTools.Run(user, copy.Database.AdminConnectionString, "pg_dump", arguments);
        return file;
    }
}

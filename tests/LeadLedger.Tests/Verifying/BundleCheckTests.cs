using System.IO.Compression;
using LeadLedger.EventStore.Sealing;
using LeadLedger.EventStore.Verifying;
using LeadLedger.Server.Audit.Bundles;
using LeadLedger.Server.Verifying;

namespace LeadLedger.Tests.Verifying;

/// <summary>A bundle is checked without the database it came from, and without trust in who made it.</summary>
public sealed class BundleCheckTests(SealedLedger ledger) : IClassFixture<SealedLedger>
{
    [Fact]
    public async Task A_true_bundle_is_proven_by_the_key_and_by_the_anchor_it_continues()
    {
        using var bundle = await Make();
        bundle.Events[3] = bundle.Events[3] with { Leaf = null, Withheld = "until the ruling" };
        var verified = Check(bundle, withAnchor: true, ledger.Key.Public);
        Assert.Empty(verified.Faults);
        Assert.Equal((SealedLedger.VersionsEach - 1, 1), (verified.Proven, verified.Withheld));
        Assert.Contains("stands in it", verified.Anchored, StringComparison.Ordinal);
        Assert.Equal(KeyTrust.Given, Assert.Single(verified.Keys).Standing);
    }

    [Fact]
    public async Task Without_a_key_from_elsewhere_it_says_that_the_bundle_vouches_for_itself()
    {
        using var bundle = await Make();
        var verified = Check(bundle);
        Assert.False(verified.IsAltered);
        Assert.Contains("Whose key that is only the bundle says", BundleText.Of(verified), StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_claims_nothing_for_what_no_seal_speaks_for()
    {
        using var bundle = await Make();
        var hidden = bundle.Events[3];
        bundle.Events[3] = hidden with { Leaf = null, Withheld = "until the ruling" };
        var words = BundleText.Of(Check(bundle, withAnchor: true, ledger.Key.Public));
        Assert.Contains("NOT CHECKED: the replay and the explanations", words, StringComparison.Ordinal);
        Assert.DoesNotContain("as the service computed them", words, StringComparison.Ordinal);
        Assert.Contains(
            $"withheld: version {hidden.Version}, said to be {hidden.Type}", words, StringComparison.Ordinal);
    }

    public static TheoryData<string> Forgeries { get; } =
    [
        "changed payload", "changed time", "changed headers", "another hash", "another path", "another index",
        "an event left out", "the last event left out", "two events exchanged", "a withheld hash changed",
        "a withheld event of another version", "another root", "another key", "another consistency proof",
        "another anchored checkpoint", "an event of another stream", "a type that isn't the leaf's",
    ];

    [Theory]
    [MemberData(nameof(Forgeries))]
    public async Task A_forged_bundle_is_refused_with_reasons(string forgery)
    {
        using var bundle = await Make();
        Forge(bundle, forgery);
        Assert.NotEmpty(Check(bundle, withAnchor: false, ledger.Key.Public).Faults);
    }

    [Fact]
    public async Task A_bundle_of_a_ledger_that_was_made_anew_with_the_key_is_refused_by_the_anchor()
    {
        await using var copy = await ledger.Copy();
        await copy.Do(
            """update ledger.mt_events set data = '{"n": 99}' where stream_id = $1 and version = 7""", ledger.Ids[0]);
        await copy.SealAnew(ledger.Key);
        using var bundle = await HandMadeBundle.Of(ledger, copy);
        Assert.Empty(Check(bundle, withAnchor: false, ledger.Key.Public).Faults);
        Assert.NotEmpty(Check(bundle, withAnchor: true, ledger.Key.Public).Faults);
    }

    [Fact]
    public async Task A_file_that_was_changed_added_or_taken_away_is_named()
    {
        using var bundle = await Make();
        foreach (var (change, name) in new (Action<ZipArchive>, string)[]
        {
            (zip => Replace(zip, BundleFormat.Consistency, "{}"), BundleFormat.Consistency),
            (zip => Replace(zip, "replay.json", "{}"), "replay.json"),
            (zip => zip.GetEntry(BundleFormat.Consistency)!.Delete(), BundleFormat.Consistency),
        })
        {
            var file = bundle.Pack();
            using (var zip = ZipFile.Open(file, ZipArchiveMode.Update))
                change(zip);
            var faults = BundleCheck.Run(file, [ledger.Key.Public], null).Faults;
            Assert.Contains(faults, fault => fault.Contains(name, StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("/etc/passwd")]
    [InlineData("keys/../../x")]
    [InlineData("c:\\x")]
    public async Task A_name_that_leads_elsewhere_is_refused(string name)
    {
        using var bundle = await Make();
        var file = bundle.Pack();
        using (var zip = ZipFile.Open(file, ZipArchiveMode.Update))
            zip.CreateEntry(name);
        Assert.Throws<CannotVerifyException>(() => BundleCheck.Run(file, [], null));
    }

    [Fact]
    public async Task An_archive_that_unpacks_without_end_is_refused()
    {
        using var bundle = await Make();
        var file = bundle.Write([]);
        using (var zip = new ZipArchive(File.Create(file), ZipArchiveMode.Create))
        {
            using var entry = zip.CreateEntry("manifest.json", CompressionLevel.Fastest).Open();
            var zeros = new byte[1 << 20];
            for (var written = 0L; written <= BundleReader.MostBytes; written += zeros.Length)
                entry.Write(zeros);
        }
        Assert.Throws<CannotVerifyException>(() => BundleCheck.Run(file, [], null));
    }

    [Fact]
    public async Task What_is_no_bundle_says_so()
    {
        using var bundle = await Make();
        byte[][] others = ["PK\x03\x04 nothing else"u8.ToArray(), Zip(("manifest.json", "[]")), Zip(("x.txt", "x"))];
        foreach (var other in others)
            Assert.Throws<CannotVerifyException>(() => BundleCheck.Run(bundle.Write(other), [], null));
        bundle.Manifest = bundle.Manifest with { Format = "leadledger-bundle/9" };
        Assert.Throws<CannotVerifyException>(() => BundleCheck.Run(bundle.Pack(), [], null));
    }

    private void Forge(HandMadeBundle bundle, string forgery)
    {
        var events = bundle.Events;
        var (it, leaf) = (events[4], events[4].Leaf!);
        switch (forgery)
        {
            case "changed payload": events[4] = it with { Leaf = leaf with { Data = """{"n": 99}""" } }; break;
            case "changed time": events[4] = it with { Leaf = leaf with { RecordedAt = leaf.RecordedAt - 1 } }; break;
            case "changed headers": events[4] = it with { Leaf = leaf with { Headers = null } }; break;
            case "another hash": events[4] = it with { Hash = events[5].Hash }; break;
            case "another path": events[4] = it with { Path = events[5].Path }; break;
            case "another index": events[4] = it with { Index = it.Index + 1 }; break;
            case "an event left out": events.RemoveAt(4); break;
            case "the last event left out": events.RemoveAt(events.Count - 1); break;
            case "two events exchanged": (events[4], events[5]) = (events[5], events[4]); break;
            case "a withheld hash changed":
                events[4] = it with { Leaf = null, Withheld = "until the ruling", Hash = events[5].Hash };
                break;
            case "a withheld event of another version":
                events[4] = it with { Leaf = null, Withheld = "until the ruling", Version = 99 };
                break;
            case "an event of another stream": events[4] = it with { StreamId = ledger.Ids[1] }; break;
            case "a type that isn't the leaf's": events[4] = it with { Type = "lead_won" }; break;
            case "another root":
                bundle.Checkpoint = SignedCheckpoint.Sign(
                    bundle.Checkpoint.Checkpoint with { Root = TreeHash.OfNothing }, ledger.Key);
                break;
            case "another key":
                bundle.Checkpoint = SignedCheckpoint.Sign(bundle.Checkpoint.Checkpoint, ledger.Stranger);
                bundle.Keys[0] = ledger.Stranger.Public;
                break;
            case "another consistency proof":
                bundle.Consistency = bundle.Consistency! with { Proof = [.. bundle.Consistency.Proof.Reverse()] };
                break;
            default:
                bundle.Consistency = bundle.Consistency! with { From = bundle.Checkpoint.Note };
                break;
        }
    }

    private BundleVerification Check(HandMadeBundle bundle, bool withAnchor = false, params SealPublicKey[] keys) =>
        BundleCheck.Run(bundle.Pack(), keys, withAnchor ? () => AnchorFile.Read(ledger.Anchor) : null);

    private async Task<HandMadeBundle> Make()
    {
        await using var copy = await ledger.Copy();
        return await HandMadeBundle.Of(ledger, copy);
    }

    private static void Replace(ZipArchive zip, string name, string content)
    {
        zip.GetEntry(name)?.Delete();
        using var entry = new StreamWriter(zip.CreateEntry(name).Open());
        entry.Write(content);
    }

    private static byte[] Zip(params (string Name, string Content)[] files)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create))
        {
            foreach (var (name, content) in files)
            {
                using var entry = new StreamWriter(zip.CreateEntry(name).Open());
                entry.Write(content);
            }
        }
        return bytes.ToArray();
    }
}

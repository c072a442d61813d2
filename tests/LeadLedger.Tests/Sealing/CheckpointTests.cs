using System.Security.Cryptography;
using LeadLedger.EventStore.Sealing;

namespace LeadLedger.Tests.Sealing;

public sealed class CheckpointTests
{
    private static readonly Checkpoint Made = new(
        new Guid("6f9619ff-8b86-4d01-b42d-00cf4fc964ff"),
        1_234,
        TreeHash.OfLeaf("an event"u8),
        1_300,
        new DateTimeOffset(2026, 3, 2, 9, 30, 0, 123, 456, TimeSpan.Zero));

    [Fact]
    public void Its_text_is_five_lines()
    {
        Assert.Equal(
            """
            leadledger/6f9619ff-8b86-4d01-b42d-00cf4fc964ff
            1234
            Mqpom5qivdUurk8W1x9Ps85I759vYQmXsQ/vvi1AJv8=
            1300
            2026-03-02T09:30:00.123456Z

            """.ReplaceLineEndings("\n"), Made.Text);
        Assert.Equal(Made, Checkpoint.Parse(Made.Text));
    }

    [Fact]
    public void A_note_is_read_back_and_verified_by_the_keys_that_signed_it_alone()
    {
        using var first = SealKey.Import("s1", SealKey.Make());
        using var second = SealKey.Import("s2", SealKey.Make());
        using var other = SealKey.Import("s1", SealKey.Make());
        var signed = SignedCheckpoint.Sign(Made, second, first);

        var read = SignedCheckpoint.Parse(signed.Note)!;

        Assert.Equal(Made, read.Checkpoint);
        Assert.Equal(["s2", "s1"], read.Signatures.Select(signature => signature.KeyId));
        Assert.True(read.IsSignedBy(first.Public));
        Assert.True(read.IsSignedBy(SealPublicKey.FromPem("any name", second.Public.Pem)));
        Assert.False(read.IsSignedBy(other.Public));
        Assert.False((read with { Checkpoint = Made with { TreeSize = 1_235 } }).IsSignedBy(first.Public));
    }

    [Fact]
    public void Nothing_but_the_very_note_is_read()
    {
        using var key = SealKey.Import("s1", SealKey.Make());
        var note = SignedCheckpoint.Sign(Made, key).Note;
        var root = Made.Root.ToString();
        string[] wrong =
        [
            "", "\n\n", note[..^1], note + "\n", note.Replace("1234", "01234"), note.Replace("1234", "+1234"),
            note.Replace("1234", "-1"), note.Replace("1234", " 1234"), note.Replace("6f96", "6F96"),
            note.Replace("\n\n", "\n"), note.Replace("\n\n", "\n\n\n"), note.Replace(root, root[..^2] + "9="),
            note.Replace("— s1", "- s1"), note.Replace("— s1 ", "— s1  "), note.Replace(".123456Z", ".12Z"),
            note.Replace("\n", "\r\n"), note[..(note.IndexOf('—', StringComparison.Ordinal) + 5)] + "AAAA\n",
            note + new string('x', 10_000),
        ];

        Assert.NotNull(SignedCheckpoint.Parse(note));
        Assert.All(wrong, text => Assert.Null(SignedCheckpoint.Parse(text)));
    }

    [Fact]
    public void A_key_on_another_curve_is_refused()
    {
        using var large = ECDsa.Create(ECCurve.NamedCurves.nistP384);

        Assert.Throws<CryptographicException>(() => SealKey.Import("s1", large.ExportPkcs8PrivateKey()));
        Assert.Throws<CryptographicException>(() => new SealPublicKey("s1", large.ExportSubjectPublicKeyInfo()));
        Assert.Throws<CryptographicException>(() => SealPublicKey.FromPem("s1", "nothing"));
    }
}

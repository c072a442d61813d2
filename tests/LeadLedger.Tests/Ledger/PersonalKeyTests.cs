using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Tests.Ledger;

public sealed class PersonalKeyTests
{
    private static readonly Guid Stream = new("018f5e9a-7c1d-7b3e-9a51-0c2d4e6f8a10");
    private static readonly byte[] MasterKey = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    [Theory]
    [InlineData("")]
    [InlineData("Kim Muster")]
    [InlineData("Zoë 🙂 東京")]
    public void A_text_comes_back_under_the_key_as_it_was_kept(string text)
    {
        using var key = PersonalKey.Create(Stream);
        using var kept = PersonalKey.Unwrap(Stream, key.WrapUnder(MasterKey), MasterKey);

        Assert.Equal(text, kept.Decrypt(key.Encrypt(text)));
        Assert.Equal(text, kept.Decrypt(Written(key, text)));
    }

    [Fact]
    public void The_same_text_never_looks_the_same_twice()
    {
        using var key = PersonalKey.Create(Stream);

        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => key.Encrypt("Kim Muster")).Distinct().Count());
    }

    [Fact]
    public void A_text_that_was_altered_anywhere_is_refused()
    {
        using var key = PersonalKey.Create(Stream);
        var sealedText = Base64Url.DecodeFromChars(key.Encrypt("Kim Muster").AsSpan(PersonalKey.Prefix.Length));
        for (var i = 0; i < sealedText.Length; i++)
        {
            sealedText[i] ^= 1;
            var altered = PersonalKey.Prefix + Base64Url.EncodeToString(sealedText);
            Assert.ThrowsAny<CryptographicException>(() => key.Decrypt(altered));
            sealedText[i] ^= 1;
        }
        Assert.Throws<CryptographicException>(() => key.Decrypt(PersonalKey.Prefix + "AAAA"));
        Assert.Throws<CryptographicException>(() => key.Decrypt("Kim Muster"));
    }

    [Fact]
    public void Nothing_can_be_moved_to_another_lead_nor_opened_with_another_key()
    {
        using var key = PersonalKey.Create(Stream);
        using var other = PersonalKey.Create(Stream);
        var wrapped = key.WrapUnder(MasterKey);

        Assert.ThrowsAny<CryptographicException>(() => other.Decrypt(key.Encrypt("Kim Muster")));
        Assert.ThrowsAny<CryptographicException>(() => PersonalKey.Unwrap(Guid.NewGuid(), wrapped, MasterKey));
        Assert.ThrowsAny<CryptographicException>(() => PersonalKey.Unwrap(Stream, wrapped, new byte[32]));
    }

    [Fact]
    public void A_key_that_was_wiped_encrypts_nothing()
    {
        var key = PersonalKey.Create(Stream);
        var text = key.Encrypt("Kim Muster");
        key.Dispose();

        Assert.Throws<ObjectDisposedException>(() => key.Encrypt("Kim Muster"));
        Assert.Throws<ObjectDisposedException>(() => key.Decrypt(text));
        Assert.Throws<ObjectDisposedException>(() => key.WrapUnder(MasterKey));
    }

    /// <summary>Whatever machine a ledger is taken to: libsodium isn't for every processor (ADR-0028).</summary>
    [Fact]
    public void What_is_sealed_with_libsodium_opens_without_it_and_the_other_way_round()
    {
        var boundTo = Stream.ToByteArray(bigEndian: true);
        var random = new Random(28);
        for (var length = 0; length <= 300; length++)
        {
            var plain = new byte[length];
            random.NextBytes(plain);
            var sealedText = SealedText.Of(plain, MasterKey, boundTo);
            byte[] nonce = sealedText[..12], ciphertext = sealedText[12..];

            Assert.Equal(ciphertext, SealedText.BuiltIn.Encrypt(plain, nonce, MasterKey, boundTo));
            Assert.Equal(plain, SealedText.BuiltIn.Decrypt(ciphertext, nonce, MasterKey, boundTo));
            Assert.Equal(plain, SealedText.Open(sealedText, MasterKey, boundTo));
        }
    }

    [Fact]
    public void A_processor_with_instructions_for_it_has_libsodium_seal() =>
        Assert.True(SealedText.IsByLibsodium || !System.Runtime.Intrinsics.X86.Aes.IsSupported);

    private static string Written(PersonalKey key, string text)
    {
        using var json = new MemoryStream();
        using (var writer = new Utf8JsonWriter(json))
            key.Encrypt(text, writer);
        return JsonSerializer.Deserialize<string>(Encoding.UTF8.GetString(json.ToArray()))!;
    }
}

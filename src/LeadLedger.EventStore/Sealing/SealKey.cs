using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LeadLedger.EventStore.Sealing;

/// <summary>A key that signs checkpoints: ECDSA on P-256 with SHA-256. May be used by several at a time.</summary>
public sealed class SealKey : IDisposable
{
    private const int LongestId = 64;

    private readonly ECDsa _key;
    private readonly Lock _signing = new();

    private SealKey(string id, ECDsa key)
    {
        Id = id;
        _key = key;
        Public = new SealPublicKey(id, key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>What the operator calls it: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>.</summary>
    public string Id { get; }

    /// <summary>Its public half.</summary>
    public SealPublicKey Public { get; }

    /// <summary>A new private key, as PKCS #8.</summary>
    public static byte[] Make()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportPkcs8PrivateKey();
    }

    /// <param name="id">See <see cref="Id"/>.</param>
    /// <param name="pkcs8">The private key.</param>
    /// <exception cref="CryptographicException">It isn't a private key on P-256.</exception>
    public static SealKey Import(string id, ReadOnlySpan<byte> pkcs8)
    {
        if (!IsId(id))
            throw new ArgumentException($"'{id}' isn't an id for a key.", nameof(id));
        var key = ECDsa.Create();
        try
        {
            key.ImportPkcs8PrivateKey(pkcs8, out _);
            SealPublicKey.RefuseUnlessP256(key);
            return new SealKey(id, key);
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Whether a key may be called that.</summary>
    public static bool IsId(string id) => id is { Length: > 0 and <= LongestId }
        && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');

    /// <summary>Signs; the signature is DER.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        lock (_signing)
            return _key.SignData(data, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    public void Dispose() => _key.Dispose();

    /// <summary>Not the key.</summary>
    public override string ToString() => $"{nameof(SealKey)} {Id}";
}

/// <summary>The public half of a <see cref="SealKey"/>.</summary>
public sealed class SealPublicKey
{
    private readonly byte[] _spki;

    /// <param name="id">What the operator calls it.</param>
    /// <param name="spki">SubjectPublicKeyInfo, DER.</param>
    /// <exception cref="CryptographicException">It isn't a public key on P-256.</exception>
    public SealPublicKey(string id, byte[] spki)
    {
        ArgumentNullException.ThrowIfNull(spki);
        using var key = Import(spki);
        // As the platform writes it: one key must not go under two fingerprints.
        _spki = key.ExportSubjectPublicKeyInfo();
        Id = id;
        Fingerprint = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(_spki));
    }

    /// <summary>What the operator calls it.</summary>
    public string Id { get; }

    /// <summary>SubjectPublicKeyInfo, DER.</summary>
    public ReadOnlyMemory<byte> Spki => _spki;

    /// <summary>Tells keys apart: the first four bytes of the SHA-256 of <see cref="Spki"/>.</summary>
    public uint Fingerprint { get; }

    /// <summary>The SHA-256 of <see cref="Spki"/> in hex, to be compared by people.</summary>
    public string Sha256 => Convert.ToHexStringLower(SHA256.HashData(_spki));

    /// <summary>As PEM.</summary>
    public string Pem => PemEncoding.WriteString("PUBLIC KEY", _spki) + "\n";

    /// <param name="id">What to call it.</param>
    /// <param name="pem">Text with a public key in it.</param>
    /// <exception cref="CryptographicException">There is no public key on P-256 in it.</exception>
    public static SealPublicKey FromPem(string id, string pem)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
        }
        catch (ArgumentException unreadable)
        {
            throw new CryptographicException("That isn't one public key in PEM.", unreadable);
        }
        return new SealPublicKey(id, key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Whether the signature is this key's over the data.</summary>
    public bool HasSigned(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = Import(_spki);
        return key.VerifyData(data, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }

    internal static void RefuseUnlessP256(ECDsa key)
    {
        if (key.ExportParameters(false).Curve.Oid.Value != ECCurve.NamedCurves.nistP256.Oid.Value)
            throw new CryptographicException("The key isn't on the curve P-256.");
    }

    private static ECDsa Import(byte[] spki)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(spki, out _);
            RefuseUnlessP256(key);
            return key;
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }
}

using System.Buffers.Binary;
using System.Security.Cryptography;

namespace LeadLedger.EventStore.Sealing;

/// <summary>
/// A hash of the Merkle tree: SHA-256, with leaves and nodes kept apart by a first byte (RFC 9162, 2.1.1), so that
/// nobody can pass a node off as a leaf.
/// </summary>
public readonly record struct TreeHash
{
    /// <summary>How long a hash is, in bytes.</summary>
    public const int Size = 32;

    /// <summary>What is hashed of a leaf begins with this byte.</summary>
    public const byte LeafPrefix = 0;

    private const byte NodePrefix = 1;

    private readonly ulong _a;
    private readonly ulong _b;
    private readonly ulong _c;
    private readonly ulong _d;

    /// <param name="bytes">32 of them.</param>
    public TreeHash(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length, Size);
        _a = BinaryPrimitives.ReadUInt64BigEndian(bytes);
        _b = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        _c = BinaryPrimitives.ReadUInt64BigEndian(bytes[16..]);
        _d = BinaryPrimitives.ReadUInt64BigEndian(bytes[24..]);
    }

    /// <summary>The root of a tree of no leaves.</summary>
    public static TreeHash OfNothing { get; } = Of([]);

    /// <summary>The hash of a leaf.</summary>
    /// <param name="leaf">Its bytes, without the prefix.</param>
    public static TreeHash OfLeaf(ReadOnlySpan<byte> leaf)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData([LeafPrefix]);
        hash.AppendData(leaf);
        Span<byte> bytes = stackalloc byte[Size];
        hash.GetHashAndReset(bytes);
        return new TreeHash(bytes);
    }

    /// <summary>The hash of a leaf that follows on <see cref="LeafPrefix"/> already, where it lies.</summary>
    public static TreeHash OfPrefixedLeaf(ReadOnlySpan<byte> prefixed)
    {
        if (prefixed.IsEmpty || prefixed[0] != LeafPrefix)
            throw new ArgumentException("It doesn't begin with the prefix of a leaf.", nameof(prefixed));
        return Of(prefixed);
    }

    /// <summary>The hash of the node over two others.</summary>
    public static TreeHash OfNode(TreeHash left, TreeHash right)
    {
        Span<byte> node = stackalloc byte[1 + Size + Size];
        node[0] = NodePrefix;
        left.CopyTo(node[1..]);
        right.CopyTo(node[(1 + Size)..]);
        return Of(node);
    }

    /// <summary>The hash that base64 stands for; false if it isn't 32 bytes.</summary>
    public static bool TryParse(string base64, out TreeHash hash)
    {
        Span<byte> bytes = stackalloc byte[Size];
        var right = Convert.TryFromBase64String(base64, bytes, out var length) && length == Size;
        hash = right ? new TreeHash(bytes) : default;
        return right;
    }

    /// <summary>Writes its 32 bytes.</summary>
    public void CopyTo(Span<byte> target)
    {
        BinaryPrimitives.WriteUInt64BigEndian(target, _a);
        BinaryPrimitives.WriteUInt64BigEndian(target[8..], _b);
        BinaryPrimitives.WriteUInt64BigEndian(target[16..], _c);
        BinaryPrimitives.WriteUInt64BigEndian(target[24..], _d);
    }

    /// <summary>Its 32 bytes.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Size];
        CopyTo(bytes);
        return bytes;
    }

    /// <summary>In base64.</summary>
    public override string ToString() => Convert.ToBase64String(ToArray());

    private static TreeHash Of(ReadOnlySpan<byte> data)
    {
        Span<byte> bytes = stackalloc byte[Size];
        SHA256.HashData(data, bytes);
        return new TreeHash(bytes);
    }
}

using System.Text;

namespace LeadLedger.EventStore.Sealing;

/// <summary>A signature under a checkpoint.</summary>
/// <param name="KeyId">What the operator calls the key.</param>
/// <param name="Fingerprint">Which key it is: see <see cref="SealPublicKey.Fingerprint"/>.</param>
/// <param name="Signature">ECDSA over the checkpoint's text, DER.</param>
public sealed record CheckpointSignature(string KeyId, uint Fingerprint, byte[] Signature);

/// <summary>
/// A checkpoint with its signatures, as it is kept and handed out: a signed note, that is the text, an empty line, and
/// for each signature a line <c>— key-id base64(fingerprint, signature)</c>. More than one where a key was rotated: the
/// first checkpoint under the new key is signed by the old one too.
/// </summary>
/// <param name="Checkpoint">What is signed.</param>
/// <param name="Signatures">At least one; the first is that of the key current then.</param>
public sealed record SignedCheckpoint(Checkpoint Checkpoint, IReadOnlyList<CheckpointSignature> Signatures)
{
    private const string SignatureMark = "— ";
    private const int FingerprintBytes = sizeof(uint);
    private const int LongestNote = 8192;
    private const int DerHeader = 2;
    private const byte DerSequence = 0x30;

    /// <summary>The whole note.</summary>
    public string Note
    {
        get
        {
            var note = new StringBuilder(Checkpoint.Text).Append('\n');
            foreach (var signature in Signatures)
            {
                byte[] signed = [.. BigEndian(signature.Fingerprint), .. signature.Signature];
                note.Append(SignatureMark).Append(signature.KeyId).Append(' ')
                    .Append(Convert.ToBase64String(signed)).Append('\n');
            }
            return note.ToString();
        }
    }

    /// <summary>Signs a checkpoint.</summary>
    /// <param name="keys">The current key first; then, where it has just taken over, the one before it.</param>
    public static SignedCheckpoint Sign(Checkpoint checkpoint, params IReadOnlyList<SealKey> keys)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var text = Encoding.UTF8.GetBytes(checkpoint.Text);
        return new SignedCheckpoint(checkpoint,
            [.. keys.Select(key => new CheckpointSignature(key.Id, key.Public.Fingerprint, key.Sign(text)))]);
    }

    /// <summary>Reads a note back; null if it isn't exactly what <see cref="Note"/> writes.</summary>
    public static SignedCheckpoint? Parse(string note)
    {
        ArgumentNullException.ThrowIfNull(note);
        var end = note.Length <= LongestNote ? note.IndexOf("\n\n", StringComparison.Ordinal) : -1;
        if (end < 0 || !note.EndsWith('\n') || Checkpoint.Parse(note[..(end + 1)]) is not { } checkpoint)
            return null;
        var signatures = new List<CheckpointSignature>();
        foreach (var line in note[(end + 2)..].TrimEnd('\n').Split('\n'))
        {
            if (ParseSignature(line) is not { } signature)
                return null;
            signatures.Add(signature);
        }
        var read = new SignedCheckpoint(checkpoint, signatures);
        return read.Note == note ? read : null;
    }

    /// <summary>Whether this key has signed it.</summary>
    public bool IsSignedBy(SealPublicKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var text = Encoding.UTF8.GetBytes(Checkpoint.Text);
        return Signatures.Any(signature =>
            signature.Fingerprint == key.Fingerprint && key.HasSigned(text, signature.Signature));
    }

    private static CheckpointSignature? ParseSignature(string line)
    {
        if (!line.StartsWith(SignatureMark, StringComparison.Ordinal))
            return null;
        var parts = line[SignatureMark.Length..].Split(' ');
        if (parts.Length != 2 || !SealKey.IsId(parts[0]))
            return null;
        var signed = new byte[parts[1].Length];
        // DER says its own length: a line that was cut short in a file mustn't pass for a signature that is wrong.
        return Convert.TryFromBase64String(parts[1], signed, out var length) && length > FingerprintBytes + DerHeader
            && signed[FingerprintBytes] == DerSequence
            && signed[FingerprintBytes + 1] == length - FingerprintBytes - DerHeader
            ? new CheckpointSignature(
                parts[0],
                System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(signed),
                signed[FingerprintBytes..length])
            : null;
    }

    private static byte[] BigEndian(uint value)
    {
        var bytes = new byte[FingerprintBytes];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, value);
        return bytes;
    }
}

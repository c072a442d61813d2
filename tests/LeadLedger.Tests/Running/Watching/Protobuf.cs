using System.Buffers.Binary;
using System.Text;

namespace LeadLedger.Tests.Running.Watching;

/// <summary>Just enough of protobuf's wire format to find a message's fields by their number.</summary>
internal sealed class Protobuf
{
    private readonly List<(int Field, byte[] Value)> _fields = [];

    public static Protobuf Read(ReadOnlySpan<byte> bytes)
    {
        var message = new Protobuf();
        while (bytes.Length > 0)
        {
            var key = Varint(ref bytes);
            switch (key & 7)
            {
                case 0:
                    Varint(ref bytes);
                    break;
                case 1:
                    bytes = bytes[8..];
                    break;
                case 2:
                    var length = (int)Varint(ref bytes);
                    message._fields.Add(((int)(key >> 3), bytes[..length].ToArray()));
                    bytes = bytes[length..];
                    break;
                case 5:
                    BinaryPrimitives.ReadInt32LittleEndian(bytes);
                    bytes = bytes[4..];
                    break;
                default:
                    throw new InvalidDataException($"No such wire type: {key & 7}.");
            }
        }
        return message;
    }

    public IEnumerable<Protobuf> Messages(int field) => All(field).Select(value => Read(value));

    public string Text(int field) => Encoding.UTF8.GetString(Bytes(field));

    public byte[] Bytes(int field) => All(field).LastOrDefault() ?? [];

    private IEnumerable<byte[]> All(int field) => _fields.Where(one => one.Field == field).Select(one => one.Value);

    private static ulong Varint(ref ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var next = bytes[0];
            bytes = bytes[1..];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
                return value;
        }
    }
}

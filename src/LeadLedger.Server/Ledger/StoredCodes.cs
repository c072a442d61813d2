using System.Text;
using System.Text.Json;

namespace LeadLedger.Server.Ledger;

/// <summary>The codes of an enum as the ledger writes them.</summary>
internal static class StoredCodes<TEnum>
    where TEnum : struct, Enum
{
    private static readonly (byte[] Code, TEnum Value)[] All = [.. Enum.GetValues<TEnum>().Select(
        value => (Encoding.UTF8.GetBytes(JsonNamingPolicy.CamelCase.ConvertName(value.ToString())), value))];

    public static bool TryRead(ReadOnlySpan<byte> code, out TEnum value)
    {
        foreach (var known in All)
        {
            if (code.SequenceEqual(known.Code))
            {
                value = known.Value;
                return true;
            }
        }
        value = default;
        return false;
    }
}

using System.Collections.Frozen;
using System.Text.Json;

namespace LeadLedger.Server.ReadModels.Tables;

/// <summary>How an enum is written in a table: as in the events' JSON, in camelCase.</summary>
internal static class Codes<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Names = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    private static readonly FrozenDictionary<string, TEnum> Values =
        Names.ToFrozenDictionary(name => name.Value, name => name.Key, StringComparer.Ordinal);

    public static string Of(TEnum value) => Names[value];

    /// <summary>The value that is written so.</summary>
    public static TEnum Read(string code) => Values[code];
}

using System.Collections.Frozen;
using System.Text.Json;

namespace LeadLedger.Server.ReadModels.Tables;

/// <summary>How an enum is written in a table: as in the events' JSON, in camelCase.</summary>
internal static class Codes<TEnum>
    where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<TEnum, string> Names = Enum.GetValues<TEnum>()
        .ToFrozenDictionary(value => value, value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    public static string Of(TEnum value) => Names[value];
}

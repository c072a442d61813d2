using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.Running.Watching;

/// <summary>What a node knows and tells no log and no collector.</summary>
internal static class Secret
{
    public const string Email = "kim@example.org";
    public const string Note = "Spoke of a divorce";

    /// <summary>People's data as the fixtures have it, who acted, tokens, keys and passwords.</summary>
    public static IEnumerable<string> Of(ServedNode node, SignedAgreement company, TestDatabase database) =>
    [
        "Kim Muster",
        Email,
        Uri.EscapeDataString(Email),
        Note,
        Uri.EscapeDataString(Note),
        "Secret need",
        company.Person("ada"),
        company.Person("mia"),
        node.TokenOf(company.Person("ada"), Role.Sales).Split('.')[0],
        new NpgsqlConnectionStringBuilder(database.ServiceConnectionString).Password!,
        .. Texts(JsonDocument.Parse(node.SecretsText).RootElement).Where(text => text.Length > 20),
    ];

    private static IEnumerable<string> Texts(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => [json.GetString()!],
        JsonValueKind.Object => json.EnumerateObject().SelectMany(property => Texts(property.Value)),
        _ => [],
    };
}

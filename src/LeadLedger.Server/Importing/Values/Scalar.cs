using System.Text.Json.Nodes;

namespace LeadLedger.Server.Importing.Values;

/// <summary>One value of a request; null where there is none.</summary>
internal readonly record struct Scalar(JsonValue? Json)
{
    public static Scalar None => default;

    public bool IsNone => Json is null;

    public static Scalar Of(string text) => new(JsonValue.Create(text));

    /// <summary>As text, whatever it is.</summary>
    public override string ToString() => Json?.ToString() ?? "";
}

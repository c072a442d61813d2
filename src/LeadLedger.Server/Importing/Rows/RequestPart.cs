using System.Text.Json;
using LeadLedger.Server.Importing.Values;

namespace LeadLedger.Server.Importing.Rows;

/// <summary>The body of a command, or a part of it, with places for a row's values. A closed hierarchy.</summary>
internal abstract record RequestPart
{
    private RequestPart() { }

    /// <summary>A value; left out where the row has none.</summary>
    public sealed record Field(FieldValue Value) : RequestPart;

    public sealed record Members(IReadOnlyList<(string Name, RequestPart Part)> Parts) : RequestPart;

    public sealed record Items(IReadOnlyList<RequestPart> Parts) : RequestPart;

    /// <summary>Writes the part for a row, with its name before it if it has one.</summary>
    /// <returns>Null, or why the row can't be used.</returns>
    public RowProblem? Write(Row row, Utf8JsonWriter writer, string? name = null)
    {
        switch (this)
        {
            case Field field:
                if (!field.Value.TryRead(row, out var value, out var problem))
                    return problem;
                Write(value, writer, name);
                return null;
            case Members members:
                Named(writer, name);
                writer.WriteStartObject();
                problem = WriteAll(row, writer, members.Parts.Select(part => ((string?)part.Name, part.Part)));
                writer.WriteEndObject();
                return problem;
            case Items items:
                Named(writer, name);
                writer.WriteStartArray();
                problem = WriteAll(row, writer, items.Parts.Select(part => ((string?)null, part)));
                writer.WriteEndArray();
                return problem;
            default:
                throw new InvalidOperationException($"{GetType().Name} isn't written.");
        }
    }

    private static RowProblem? WriteAll(
        Row row, Utf8JsonWriter writer, IEnumerable<(string? Name, RequestPart Part)> parts)
    {
        RowProblem? first = null;
        foreach (var (name, part) in parts)
            first ??= part.Write(row, writer, name);
        return first;
    }

    private static void Write(Scalar value, Utf8JsonWriter writer, string? name)
    {
        if (value.Json is not { } json)
            return;
        Named(writer, name);
        json.WriteTo(writer);
    }

    private static void Named(Utf8JsonWriter writer, string? name)
    {
        if (name is not null)
            writer.WritePropertyName(name);
    }
}

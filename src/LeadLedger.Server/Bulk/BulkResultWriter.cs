using System.Buffers;
using System.Text.Json;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Bulk;

/// <summary>
/// Writes results as lines of JSON: <c>{"line":1,"status":201,"leadId":"…","version":1,"position":17}</c>, or with the
/// problem instead of version and position. A repeat writes the same.
/// </summary>
internal sealed class BulkResultWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> buffer = new(1024);
    private readonly Utf8JsonWriter json;

    public BulkResultWriter() =>
        json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = RequestJson.Options.Encoder });

    /// <summary>The line, with its end; good until the next is written.</summary>
    public ReadOnlyMemory<byte> Write(in BulkResult result)
    {
        buffer.ResetWrittenCount();
        json.Reset();
        json.WriteStartObject();
        json.WriteNumber("line", result.Line);
        json.WriteNumber("status", result.Status);
        if (result.Stream is { } stream)
            json.WriteString(NameOf(stream.Kind), stream.Id);
        if (result.Problem is { } problem)
        {
            json.WritePropertyName("problem");
            JsonSerializer.Serialize(json, ProblemDocument.Of(problem, traceId: null), RequestJson.Options);
        }
        else
        {
            json.WriteNumber("version", result.Version);
            json.WriteNumber("position", result.Position);
        }
        json.WriteEndObject();
        json.Flush();
        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    public void Dispose() => json.Dispose();

    private static string NameOf(string streamKind) => streamKind switch
    {
        "lead" => "leadId",
        "agreement" => "agreementId",
        "panel" => "panelId",
        _ => streamKind + "Id",
    };
}

using System.Text.Json;
using System.Text.Json.Serialization;
using LeadLedger.Domain;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Bulk;

/// <summary>Reads a line's JSON into a command; its request stays as it is written.</summary>
internal static class LineReader
{
    /// <summary>The longest line that is looked at, in bytes: longer than any valid request can be.</summary>
    public const int MaxLineBytes = 256 * 1024;

    /// <summary>Null for a line without anything on it. It doesn't fail: a fault of ours is the line's own.</summary>
    public static BulkLine? Read(CutLine line)
    {
        try
        {
            return ReadJson(line);
        }
        catch (Exception failure)
        {
            return new BulkLine(line.Number, null, null) { Failure = failure };
        }
    }

    private static BulkLine? ReadJson(CutLine line)
    {
        if (line.IsTooLong)
            return new(line.Number, null, BulkProblems.LineTooLong);
        var json = line.Text.Trim(" \t\r"u8);
        if (json.IsEmpty)
            return null;
        var reading = JsonBody.Parse<WrittenLine>(json.Span);
        if (reading.Value is not { } written)
            return new(line.Number, null, reading.Problem);
        return LeadOf(written, out var lead, out var review) is { } problem
            ? new(line.Number, null, problem)
            : new(line.Number, CommandOf(written, lead, review, json), null);
    }

    private static BulkCommand CommandOf(
        WrittenLine written, LeadReference? lead, int? review, ReadOnlyMemory<byte> json) => new(
            written.Command,
            lead,
            written.Request is { } request ? json.Slice(request.Start, request.Length) : default,
            written.Case ?? review,
            written.Key,
            written.IfMatch,
            written.AgreementId,
            written.Version,
            written.PanelId);

    private static Problem? LeadOf(WrittenLine written, out LeadReference? lead, out int? review)
    {
        (lead, review) = (null, null);
        if (written.Key is { } key && !RequestHeaders.IsVisibleAscii(key))
            return Problems.IdempotencyKeyIsNotValid with { Field = "key" };
        if (written is { ReviewId: null, Lead: null, LeadId: null })
            return null;
        if (written is { LeadId: { } id, Lead: null, ReviewId: null })
            lead = new LeadReference.ById(id);
        else if (written is { Lead: { } record, LeadId: null, ReviewId: null })
            lead = new LeadReference.ByRecord(record.SourceSystem, record.ExternalReference);
        else if (written is not { ReviewId: { } reviewId, Lead: null, LeadId: null, Case: null })
            return BulkProblems.LeadIsNamedTwice;
        else if (!CommandTarget.TryReview(reviewId, out var target))
            return Problems.PathIsNotValid("reviewId", "A review is written as its lead's id, a dash and the case.");
        else
            (lead, review) = (new LeadReference.ById(new LeadId(target.StreamId)), target.Number);
        return null;
    }

    /// <summary>A line as it is written. What it is about is named as in the command's route, or by record.</summary>
    private sealed record WrittenLine(
        string Command,
        LeadId? LeadId,
        WrittenRecord? Lead,
        string? ReviewId,
        int? Case,
        AgreementId? AgreementId,
        int? Version,
        PanelId? PanelId,
        string? Key,
        long? IfMatch,
        JsonSlice? Request);

    private sealed record WrittenRecord(string SourceSystem, string ExternalReference);

    /// <summary>Where in the line a value is written.</summary>
    [JsonConverter(typeof(SliceConverter))]
    private readonly record struct JsonSlice(int Start, int Length);

    private sealed class SliceConverter : JsonConverter<JsonSlice>
    {
        public override JsonSlice Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            return new JsonSlice(start, (int)reader.BytesConsumed - start);
        }

        public override void Write(Utf8JsonWriter writer, JsonSlice value, JsonSerializerOptions options) =>
            throw new NotSupportedException("Lines are only read.");
    }
}

using System.Globalization;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Bulk;

/// <summary>What only a line of a bulk can have wrong.</summary>
internal static class BulkProblems
{
    public static Problem LineTooLong { get; } =
        new("line-too-long", 413, "The line is too long.",
            string.Create(CultureInfo.InvariantCulture, $"A line has at most {LineReader.MaxLineBytes} bytes."));

    public static Problem LeadIsNamedTwice { get; } =
        new("lead-is-named-twice", 400, "The line names its lead in two ways.",
            "A line names its lead by one of 'leadId', 'lead' and 'reviewId'; a review's id says the case too.")
        { Field = "leadId" };

    public static Problem LeadIsAnother { get; } =
        new("lead-is-another", 422, "The line names another lead than its request.",
            "A first handoff makes the lead of the record that its request names; the line may leave its lead out.")
        { Field = "lead" };

    public static Problem CommandIsUnknown { get; } =
        new("command-is-unknown", 422, "There is no such command.", "See POST /v1/bulk in /swagger for what there is.")
        { Field = "command" };

    public static Problem TargetIsMissing(string field) =>
        Problems.WrongShape([new(field, "missing-field", $"The field '{field}' is missing: the command needs it.")]);
}

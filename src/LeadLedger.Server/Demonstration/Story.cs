using System.Globalization;
using System.Text.Json;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Bulk;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Demonstration;

/// <summary>A command of the demonstration, and when it is said to have happened.</summary>
internal readonly record struct SimulatedLine(DateTimeOffset At, BulkCommand Line);

/// <summary>
/// What happens with one lead, planned in any order and told in the order of time, up to now: what is planned for later
/// hasn't happened.
/// </summary>
internal sealed class Story(SimulatedHandoff lead, Terms terms, Chance chance, DateTimeOffset now)
{
    private readonly List<Step> steps = [];

    public SimulatedHandoff Lead => lead;

    public Terms Terms => terms;

    public Chance Chance => chance;

    public DateTimeOffset Now => now;

    /// <summary>Plans a command.</summary>
    /// <param name="at">When it happens.</param>
    /// <param name="by">Whose deed it is.</param>
    /// <param name="events">How many events it becomes.</param>
    /// <param name="case">For commands on a review: the lead's case.</param>
    public void Plan(
        DateTimeOffset at, string by, string command, LeadRequest request, int events = 1, int? @case = null) =>
        steps.Add(new Step(Instants.Truncate(at), by, command, request, events, @case));

    /// <summary>The next time at which the sales team works, not before this one.</summary>
    public DateTimeOffset AtWork(DateTimeOffset from) =>
        Promises.ClockOf(terms).DueAt(from, chance.Between(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(40)));

    /// <summary>Some days later, in working hours.</summary>
    public DateTimeOffset DaysLater(DateTimeOffset from, double least, double most) =>
        AtWork(from + chance.Between(TimeSpan.FromDays(least), TimeSpan.FromDays(most)));

    /// <summary>The commands of all that has happened by now.</summary>
    public IEnumerable<SimulatedLine> Tell()
    {
        var version = 0L;
        var number = 0;
        // Ordering is stable: what is planned for the same time happens in the order of planning.
        foreach (var step in steps.OrderBy(step => step.At).TakeWhile(step => step.At <= now))
        {
            var request = step.Request with { OccurredAt = step.At, By = step.By };
            yield return new SimulatedLine(step.At, new BulkCommand(
                step.Command,
                new LeadReference.ByRecord(SimulatedCompany.SourceSystem, lead.Reference),
                JsonSerializer.SerializeToUtf8Bytes(request, request.GetType(), RequestJson.Options),
                step.Case,
                string.Create(CultureInfo.InvariantCulture, $"demo-{lead.Reference}-{++number}"),
                // A ruling is given on the version that the chair saw.
                step.Command == "issueRuling" ? version : null));
            version += step.Events;
        }
    }

    private sealed record Step(
        DateTimeOffset At, string By, string Command, LeadRequest Request, int Events, int? Case);
}

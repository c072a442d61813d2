using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.ReadModels;

namespace LeadLedger.Benchmarks;

/// <summary>
/// A ledger of leads as they live: handed off, assigned, called, and then won, rejected and judged, given back, or
/// still open. Two thousand live at a time: a page of the feed holds many leads, and a lead is on several pages.
/// </summary>
internal static class LeadLives
{
    private const int AtATime = 2_000;
    private const int InFlight = 500;
    private const int LeadsADay = 200;

    private static readonly Terms Terms = Company.Terms();

    /// <summary>Appends about so many events.</summary>
    /// <returns>How many it were.</returns>
    public static async Task<int> Append(IEventStore store, int events, CancellationToken cancellation)
    {
        var appended = await Found(store, Terms, cancellation);
        for (var first = 1; appended < events; first += AtATime)
        {
            var lives = Enumerable.Range(first, AtATime).Select(number => Life(number).ToList()).ToList();
            for (var step = 0; step < lives.Max(life => life.Count); step++)
            {
                var now = lives.Index().Where(it => it.Item.Count > step).ToList();
                var expected = step;
                await Callers.Rate(InFlight, now.Count, index =>
                {
                    var (lead, life) = now[index];
                    return Take(store, Company.Lead(first + lead), "lead", expected, [life[expected]], cancellation);
                });
                appended += now.Count;
            }
        }
        return appended;
    }

    /// <summary>The panel and the agreement that the leads stand on.</summary>
    /// <returns>How many events it took.</returns>
    public static async Task<int> Found(IEventStore store, Terms terms, CancellationToken cancellation)
    {
        var panel = Company.Seated();
        var agreement = Company.Drafted(Company.Enterprise, terms);
        await Take(store, Company.Panel.Value, "panel", 0, panel, cancellation);
        await Take(store, Company.Enterprise.Value, "agreement", 0, agreement, cancellation);
        return panel.Length + agreement.Length;
    }

    private static IEnumerable<LeadEvent> Life(int number)
    {
        var lead = Company.Lead(number);
        var at = Company.Start.AddMinutes(number * (24 * 60 / LeadsADay));
        yield return Company.HandedOff(lead, Company.Handoff(Company.Enterprise, Terms, at));
        yield return new LeadAssigned(new LeadId(lead), "sam", "max", at.AddMinutes(10));
        for (var attempt = 0; attempt <= number % 3; attempt++)
            yield return Company.Attempted(lead, Terms, at.AddHours(1 + (attempt * 20)), AttemptOutcome.NoAnswer);
        yield return Company.Attempted(lead, Terms, at.AddDays(4), AttemptOutcome.Connected);
        switch (number % 5)
        {
            case 0:
                yield return Company.Won(lead, Terms, at.AddDays(20), 1_000 + number);
                break;
            case 1:
                yield return Company.Rejected(lead, Terms, at.AddDays(5));
                yield return Company.Ruled(lead, Terms, at.AddDays(6), Verdict.Upheld);
                yield return Company.Returned(lead, Terms, at.AddDays(6), ReturnCause.RejectionUpheld, number: 1);
                break;
            case 2:
                yield return Company.Returned(lead, Terms, at.AddDays(14), ReturnCause.Unresponsive);
                break;
            default:
                break;
        }
    }

    /// <summary>Appends to a stream, whose personal text is encrypted under a key of this once.</summary>
    public static async Task Take(
        IEventStore store,
        Guid stream,
        string type,
        int expected,
        IReadOnlyList<object> events,
        CancellationToken cancellation)
    {
        using var key = PersonalKey.Create(stream);
        await Samples.Take(
            store,
            new StreamAppend(
                stream,
                type,
                expected,
                [.. events.Select(evt => Samples.Event(evt, key))],
                [],
                expected == 0 && type == "lead" ? Samples.KeyOf(key) : null),
            cancellation);
    }
}

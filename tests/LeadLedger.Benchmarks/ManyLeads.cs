using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Tests.ReadModels;

namespace LeadLedger.Benchmarks;

/// <summary>
/// A ledger of as many leads as asked for, handed off over the same months whatever their number: one in four was
/// called, one in fifty waits for a ruling. Their ids are as random as those made from external references.
/// </summary>
internal static class ManyLeads
{
    private const int InFlight = 4_000;
    private const int CalledIsOneIn = 4;
    private const int RejectedIsOneIn = 50;

    private static readonly TimeSpan Span = TimeSpan.FromDays(240);
    private static readonly DateTimeOffset Start = new(DateTime.UtcNow.Date - Span, TimeSpan.Zero);

    // All clocks run for a year: what is measured is a ledger of open promises, not the watch recording a million breaches.
    private static readonly Terms Terms = Company.Terms() is { Review: { } review } usual
        ? usual with
        {
            ResponseTimes = [new ResponseTime(null, WithinMinutes: 365 * 24 * 60, ClockKind.Elapsed)],
            Cadences = [new Cadence(null, Attempts: 5, WindowDays: 366, ClockKind.Elapsed, [])],
            SalesCycleMonths = 2,
            Review = review with { RuleWithinHours = 365 * 24, Clock = ClockKind.Elapsed, RemindHoursBefore = null },
        }
        : throw new InvalidOperationException("The company's terms promise a review.");

    /// <summary>A month in the middle of it.</summary>
    public static Month SomeMonth { get; } = Month.Of(DateOnly.FromDateTime((Start + (Span / 2)).UtcDateTime));

    /// <summary>A time by which every promise has fallen due.</summary>
    public static DateTimeOffset WhenAllIsDue { get; } = Start + Span + TimeSpan.FromDays(400);

    public static async Task Append(IEventStore store, int leads, CancellationToken cancellation)
    {
        await LeadLives.Found(store, Terms, cancellation);
        await Callers.Rate(InFlight, leads, number =>
        {
            var lead = Guid.NewGuid();
            var events = Life(lead, number, Start + (Span * ((double)number / leads)));
            return LeadLives.Take(store, lead, "lead", 0, events, cancellation);
        });
    }

    private static List<LeadEvent> Life(Guid lead, int number, DateTimeOffset at)
    {
        var life = new List<LeadEvent> { Company.HandedOff(lead, Company.Handoff(Company.Enterprise, Terms, at)) };
        if (number % CalledIsOneIn == 0)
            life.Add(Company.Attempted(lead, Terms, at.AddHours(1), AttemptOutcome.NoAnswer));
        if (number % RejectedIsOneIn == 0)
            life.Add(Company.Rejected(lead, Terms, at.AddHours(2)));
        return life;
    }
}

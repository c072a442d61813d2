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
    /// <summary>A month in the middle of it.</summary>
    public const string SomeMonth = "2026-06";

    private const int InFlight = 4_000;
    private const int CalledIsOneIn = 4;
    private const int RejectedIsOneIn = 50;

    private static readonly TimeSpan Span = TimeSpan.FromDays(240);
    private static readonly Terms Terms = Company.Terms();

    public static async Task Append(IEventStore store, int leads, CancellationToken cancellation)
    {
        await LeadLives.Found(store, cancellation);
        await Callers.Rate(InFlight, leads, number =>
        {
            var lead = Guid.NewGuid();
            var events = Life(lead, number, Company.Start + (Span * ((double)number / leads)));
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

using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Tests.ReadModels;

namespace LeadLedger.Benchmarks;

/// <summary>Two leads of a thousand events: what an auditor may come upon at worst.</summary>
internal static class LongLives
{
    public const int Events = 1_000;

    private const int EventsOfACase = 7;

    /// <summary>How many of its rejections were ruled on.</summary>
    public const int Cases = (Events - 1) / EventsOfACase;

    private static readonly Terms Terms = Company.Terms();

    /// <summary>Called again and again, and rejected in the end.</summary>
    public static Guid Called { get; } = Company.Lead(1);

    /// <summary>Rejected, judged and sent back to sales again and again.</summary>
    public static Guid Judged { get; } = Company.Lead(2);

    public static async Task Append(IEventStore store, CancellationToken cancellation)
    {
        await LeadLives.Found(store, Terms, cancellation);
        foreach (var (lead, life) in new[] { (Called, LifeOfCalls()), (Judged, LifeOfCases()) })
            await LeadLives.Take(store, lead, "lead", 0, [.. life.Take(Events)], cancellation);
    }

    private static IEnumerable<LeadEvent> LifeOfCalls()
    {
        yield return Company.HandedOff(Called, Company.Handoff(Company.Enterprise, Terms, Company.Start));
        for (var attempt = 1; attempt < Events - 1; attempt++)
            yield return Company.Attempted(Called, Terms, Company.Start.AddMinutes(attempt), AttemptOutcome.NoAnswer);
        yield return Company.Rejected(Called, Terms, Company.Start.AddDays(3));
    }

    private static IEnumerable<LeadEvent> LifeOfCases()
    {
        yield return Company.HandedOff(Judged, Company.Handoff(Company.Enterprise, Terms, Company.Start));
        for (var number = 1; number <= 1 + (Events / EventsOfACase); number++)
        {
            var at = Company.Start.AddHours(number);
            yield return Company.Rejected(Judged, Terms, at, number: number);
            foreach (var (minute, member) in new[] { (1, "mo"), (3, "chris") })
            {
                var id = new LeadId(Judged);
                yield return new ReviewClaimed(
                    id, number, member, minute, at.AddMinutes(minute), at.AddMinutes(minute + 30));
                yield return new VoteCast(
                    id, number, member, Verdict.Overturned, PersonalText.Of("It meets the criterion."),
                    at.AddMinutes(minute + 1));
            }
            yield return Company.Ruled(Judged, Terms, at.AddMinutes(5), Verdict.Overturned, number: number);
            yield return Company.Attempted(Judged, Terms, at.AddMinutes(6), AttemptOutcome.Voicemail);
        }
    }
}

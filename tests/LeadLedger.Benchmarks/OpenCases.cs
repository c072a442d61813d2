using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.ReadModels;

namespace LeadLedger.Benchmarks;

/// <summary>
/// A ledger of leads that were all rejected within the last hour, so that no clock runs out meanwhile, before a panel
/// with as many more members as ask for cases.
/// </summary>
internal static class OpenCases
{
    private const int InFlight = 500;

    private static readonly Terms Terms = Company.Terms();
    private static readonly string[] Actions = ["demoRequest", "ebook"];
    private static readonly Bucket[] Buckets = Enum.GetValues<Bucket>();

    public static string Member(int number) => FormattableString.Invariant($"member-{number}");

    public static async Task Append(IEventStore store, int cases, int members, CancellationToken cancellation)
    {
        await LeadLives.Found(store, Terms, cancellation);
        await LeadLives.Take(
            store, Company.Panel.Value, "panel", Company.Seated().Length,
            [
                .. Enumerable.Range(0, members).Select(number => new MemberSeated(
                    Company.Panel, Member(number), MemberFunction.Neither, "ann", Company.Start.AddDays(-59))),
            ],
            cancellation);
        var now = TimeProvider.System.Now();
        await Callers.Rate(InFlight, cases, number =>
        {
            var lead = Guid.NewGuid();
            var at = Instants.Truncate(now.AddMinutes(-50) + (TimeSpan.FromMinutes(45) * ((double)number / cases)));
            var handoff = Company.Handoff(
                Company.Enterprise, Terms, at, bucket: Buckets[number % Buckets.Length],
                action: Actions[number % Actions.Length]);
            List<LeadEvent> life =
                [Company.HandedOff(lead, handoff), Company.Rejected(lead, Terms, at.AddMinutes(1))];
            return LeadLives.Take(store, lead, "lead", 0, life, cancellation);
        });
    }
}

using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Time;

namespace LeadLedger.Tests.ReadModels.Learning;

/// <summary>
/// A company whose sales take two months, and what became of its leads: each was handed off at nine in Berlin on a day.
/// </summary>
internal sealed class LearnedCompany(ReadModelDatabase database)
{
    public static readonly Terms Terms = Company.Terms(year: 2019) with { SalesCycleMonths = 2 };

    private int _leads;

    public Task Sign(Terms? terms = null) => database.Ledger.Append(
        Company.Enterprise.Value, Company.Drafted(Company.Enterprise, terms ?? Terms));

    /// <summary>Hands leads off, and lets the same become of all of them.</summary>
    public async Task HandOff(
        int leads,
        string day,
        Func<Guid, DateTimeOffset, IEnumerable<object>>? then = null,
        string segment = "enterprise",
        string action = "demoRequest",
        string source = "organicSearch",
        string? assignee = "sam",
        Terms? terms = null)
    {
        var at = At(day);
        for (var i = 0; i < leads; i++)
        {
            var id = Company.Lead(++_leads);
            var handoff = Company.Handoff(
                Company.Enterprise, terms ?? Terms, at, segment: segment, action: action, source: source,
                assignee: assignee);
            await database.Ledger.Append(id, [Company.HandedOff(id, handoff), .. then?.Invoke(id, at) ?? []]);
        }
    }

    public static DateTimeOffset At(string day) =>
        LocalTime.StartOfDay(DateOnly.Parse(day, null), "Europe/Berlin").AddHours(9);

    public static IEnumerable<object> Won(Guid lead, DateTimeOffset at, decimal amount, int days = 30) =>
        [Company.Won(lead, Terms, at.AddDays(days), amount)];

    public static IEnumerable<object> Lost(Guid lead, DateTimeOffset at, string reason = "price", int days = 30) =>
        [new DealLost(new LeadId(lead), 1, reason, null, "sam", at.AddDays(days), Day(at.AddDays(days)), false)];

    public static IEnumerable<object> Opened(Guid lead, DateTimeOffset at, int days = 10) =>
    [
        new LeadProgressed(
            new LeadId(lead), 1, Milestone.OpportunityOpened, 5_000m, "sam", at.AddDays(days), Day(at.AddDays(days)),
            false),
    ];

    public static IEnumerable<object> Called(Guid lead, DateTimeOffset at, int times, TimeSpan after) =>
        Enumerable.Range(0, times).Select(i => Company.Attempted(
            lead, Terms, at + after + TimeSpan.FromDays(i), AttemptOutcome.NoAnswer));

    public static IEnumerable<object> GivenUp(Guid lead, DateTimeOffset at) =>
        [Company.Returned(lead, Terms, at.AddDays(20), ReturnCause.Unresponsive)];

    public static IEnumerable<object> TakenBack(Guid lead, DateTimeOffset at) =>
    [
        Company.Rejected(lead, Terms, at.AddHours(1)),
        Company.Ruled(lead, Terms, at.AddDays(1), Verdict.Upheld),
        Company.Returned(lead, Terms, at.AddDays(1), ReturnCause.RejectionUpheld, number: 1),
    ];

    private static DateOnly Day(DateTimeOffset at) => LocalTime.DayOf(at, "Europe/Berlin");
}

using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;
using LeadLedger.Domain.Time;
using LeadLedger.Server.Agreements;

namespace LeadLedger.Torture;

/// <summary>A company with an agreement in force, founded over HTTP: the ground that the load stands on.</summary>
internal sealed class TriedCompany
{
    private const string Zone = "Europe/Zurich";

    private TriedCompany(Guid agreement, string marketing, string sales)
    {
        Agreement = agreement;
        Marketing = marketing;
        Sales = sales;
    }

    public Guid Agreement { get; }

    /// <summary>A token of mia's, who hands off.</summary>
    public string Marketing { get; }

    /// <summary>A token of ada's, who attempts and rejects.</summary>
    public string Sales { get; }

    public const string Marketer = "mia";
    public const string Seller = "ada";

    public static async Task<TriedCompany> Found(Site site, Door door)
    {
        var node = site.Nodes[0];
        var (drafter, marketing) = (site.TokenOf("dora", Role.Agreements), site.TokenOf(Marketer, Role.Marketing));
        var (manager, sales) = (site.TokenOf("max", Role.SalesManager), site.TokenOf(Seller, Role.Sales));
        var panel = await Made(door.Post(node, "/v1/panels", drafter, Door.Json(new
        {
            name = "Review board",
            members = new[]
            {
                new Member("grace", MemberFunction.Neither), new Member("mel", MemberFunction.Marketing),
            },
            chair = "grace",
        })));
        var address = await Made(door.Post(
            node, "/v1/agreements", drafter, Door.Json(new { name = "Enterprise", salesTeam = "emea" })));
        await Made(door.Post(node, $"{address}/terms", drafter, Door.Json(Terms(IdIn(panel)))));
        await Made(door.Post(node, $"{address}/terms/1/signatures", marketing, null, ifMatch: 2));
        await Made(door.Post(node, $"{address}/terms/1/signatures", manager, null, ifMatch: 3));
        return new TriedCompany(IdIn(address), marketing, sales);
    }

    /// <summary>The body of a handoff; with a reference it is the lead of that record.</summary>
    public object Handoff(string? reference = null) => new
    {
        agreementId = Agreement,
        segment = "enterprise",
        bucket = "handRaiserHighFit",
        conversionAction = "demo-request",
        source = "paid-search",
        qualification = new Dictionary<string, string> { ["budget"] = "confirmed" },
        person = new { name = "Kim Muster", email = "kim@example.org" },
        sourceSystem = reference is null ? null : "crm",
        externalReference = reference,
        assignee = Seller,
    };

    private static ProposeTermsRequest Terms(Guid panel) => new(
        LocalTime.MonthOf(DateTimeOffset.UtcNow, Zone),
        Zone,
        "EUR",
        new Parties([Marketer], [Seller], ["max"]),
        ["enterprise"],
        ["demo-request"],
        [new ValuationRow(null, "demo-request", null, 0.03m, 100_000m)],
        new Goal(GoalKind.LeadValue, 300_000m),
        null,
        [new ResponseTime(null, 60, ClockKind.Elapsed)],
        [new Cadence(null, 5, 14, ClockKind.Elapsed, [])],
        [new Criterion("budget", "The budget is confirmed.", ["confirmed", "none"])],
        [new ReasonCode("no-budget", "There is no budget.", "budget")],
        new Curve(CurveShape.Straight, [], [], 0.1m, 0.1m),
        new BusinessCalendar("c1", [], []),
        new ReviewTerms(new PanelId(panel), 2, 72, ClockKind.Elapsed));

    private static async Task<string> Made(Task<Said> asking)
    {
        var said = await asking;
        return said.Status == 201
            ? said.Location ?? ""
            : throw new InvalidOperationException($"The company couldn't be founded: {said.Status} {said.Text}");
    }

    private static Guid IdIn(string address) => Guid.Parse(address.Split('/')[^1]);
}

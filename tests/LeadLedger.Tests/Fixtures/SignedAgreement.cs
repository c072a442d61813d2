using System.Net;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;
using LeadLedger.Domain.Time;
using LeadLedger.Server.Agreements;

namespace LeadLedger.Tests.Fixtures;

/// <summary>
/// A company of a few people with an agreement that both sides signed over the API: the ground that tests of leads,
/// reviews and queries stand on. Each one's people are its own.
/// </summary>
public sealed class SignedAgreement(IServedApi api)
{
    private const string Zone = "Europe/Zurich";

    private readonly string own = Guid.NewGuid().ToString("N")[..8];

    public ApiCaller Drafter => api.As("drafter", Role.Agreements);

    public ApiCaller Marketing => api.As(Person("mia"), Role.Marketing);

    public ApiCaller Seller => api.As(Person("ada"), Role.Sales);

    public ApiCaller Manager => api.As(Person("max"), Role.SalesManager);

    public ApiCaller Chair => api.As(Person("grace"), Role.Panel);

    public ApiCaller Member => api.As(Person("mel"), Role.Panel);

    /// <summary>Brings in what happened elsewhere.</summary>
    public ApiCaller Importer => api.As(Person("imp"), Role.Importer);

    /// <summary>Set by <see cref="Sign"/>.</summary>
    public Guid Id { get; private set; }

    /// <summary>
    /// The month in which its terms were proposed, in which they begin; set by <see cref="Propose"/>. By the end of a
    /// test that moves the clock it may be the next.
    /// </summary>
    public Month Month { get; private set; }

    public Guid PanelId { get; private set; }

    /// <summary>
    /// Terms for the current month, with every promise made; the panel's id is set by <see cref="Seat"/>.
    /// </summary>
    public ProposeTermsRequest Proposal => Adjust(Standard);

    /// <summary>What this company's terms have otherwise.</summary>
    public Func<ProposeTermsRequest, ProposeTermsRequest> Adjust { get; init; } = terms => terms;

    /// <summary>How many more sit on its panel: member-0, member-1 …, all neither marketing nor sales.</summary>
    public int Members { get; init; }

    private ProposeTermsRequest Standard => new(
        LocalTime.MonthOf(api.Clock.GetUtcNow(), Zone),
        Zone,
        "EUR",
        new Parties([Person("mia")], [Person("ada"), Person("ben")], [Person("max")]),
        ["enterprise", "mid-market"],
        ["demo-request", "e-book"],
        [
            new ValuationRow(null, "demo-request", null, 0.03m, 100_000m),
            new ValuationRow(null, "e-book", null, 0.01m, 100_000m),
        ],
        new Goal(GoalKind.LeadValue, 300_000m),
        null,
        [new ResponseTime(null, 60, ClockKind.Elapsed)],
        [new Cadence(null, 5, 14, ClockKind.Elapsed, [])],
        [
            new Criterion("budget", "The budget is confirmed.", ["confirmed", "none"]),
            new Criterion("need", "A need.", []),
        ],
        [new ReasonCode("no-budget", "There is no budget.", "budget"), new ReasonCode("no-need", "No need.", "need")],
        new Curve(CurveShape.Straight, [], [], 0.1m, 0.1m),
        new BusinessCalendar("c1", [], []),
        PanelId == Guid.Empty ? null : new ReviewTerms(new PanelId(PanelId), 2, 72, ClockKind.Elapsed));

    /// <summary>A person's subject; the same name in another company is somebody else.</summary>
    public string Person(string name) => $"{name}-{own}";

    /// <summary>An agreement without terms.</summary>
    public async Task<string> Draft()
    {
        var drafted = await Drafter.Post("/v1/agreements", new { name = "Enterprise", salesTeam = "emea" });
        return drafted.Expect(HttpStatusCode.Created).Response.Headers.Location!.ToString();
    }

    /// <summary>An agreement whose terms, with a panel, nobody has signed yet.</summary>
    public async Task<string> Propose()
    {
        await Seat();
        var address = await Draft();
        var proposal = Proposal;
        (await Drafter.Post($"{address}/terms", proposal)).Expect(HttpStatusCode.Created);
        Month = proposal.EffectiveFrom;
        return address;
    }

    /// <summary>An agreement in force.</summary>
    public async Task<SignedAgreement> Sign()
    {
        var address = await Propose();
        Id = Guid.Parse(address.Split('/')[^1]);
        var signatures = $"{address}/terms/1/signatures";
        (await Marketing.Post(signatures, null, ("If-Match", "\"2\""))).Expect(HttpStatusCode.Created);
        (await Manager.Post(signatures, null, ("If-Match", "\"3\""))).Expect(HttpStatusCode.Created);
        return this;
    }

    /// <summary>A panel with an impartial chair (grace) and two more.</summary>
    public async Task Seat()
    {
        var seated = await Drafter.Post("/v1/panels", new
        {
            name = "Review board",
            members = new[]
            {
                new Member(Person("grace"), MemberFunction.Neither),
                new Member(Person("mel"), MemberFunction.Marketing),
                new Member(Person("sid"), MemberFunction.Sales),
            }.Concat(Enumerable.Range(0, Members)
                .Select(number => new Member(Person($"member-{number}"), MemberFunction.Neither))),
            chair = Person("grace"),
        });
        var address = seated.Expect(HttpStatusCode.Created).Response.Headers.Location!.ToString();
        PanelId = Guid.Parse(address.Split('/')[^1]);
    }

    /// <summary>A lead that marketing has just handed off; its address.</summary>
    public async Task<string> HandOff(string? assignee = "ada", string action = "demo-request")
    {
        var answer = await Marketing.Post("/v1/leads", HandoffBody(assignee, action));
        return answer.Expect(HttpStatusCode.Created).Response.Headers.Location!.ToString();
    }

    /// <summary>The body of a handoff under this agreement.</summary>
    public object HandoffBody(string? assignee = "ada", string action = "demo-request") => new
    {
        agreementId = Id,
        segment = "enterprise",
        bucket = "handRaiserHighFit",
        conversionAction = action,
        source = "paid-search",
        qualification = new Dictionary<string, string> { ["budget"] = "confirmed", ["need"] = "Secret need" },
        person = new { name = "Kim Muster", email = "kim@example.org" },
        assignee = assignee is null ? null : Person(assignee),
    };
}

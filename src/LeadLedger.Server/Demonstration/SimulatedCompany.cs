using System.Globalization;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Importing.Mapping;
using LeadLedger.Server.Importing.Setup;

namespace LeadLedger.Server.Demonstration;

/// <summary>
/// Who is who in the demonstration. Everybody is made up and says so, but for the bearers of development tokens, who
/// belong to every team and chair the panel, so that a person with one of these can act at once.
/// </summary>
internal sealed class SimulatedCompany
{
    /// <summary>The system that the demonstration's leads are said to come from.</summary>
    public const string SourceSystem = "simulation";

    public const string DevelopmentMarketing = "dev-marketing";
    public const string DevelopmentSales = "dev-sales";
    public const string DevelopmentSalesManager = "dev-sales-manager";
    public const string DevelopmentChair = "dev-panel";

    private readonly List<Colleague> people = [];

    public SimulatedCompany()
    {
        Marketing = [MarketingPerson(), MarketingPerson()];
        Teams = [.. SimulatedAgreement.All.Select(MakeTeam)];
        Members =
        [
            new Member(DevelopmentChair, MemberFunction.Neither),
            new Member(Person("Simulated panel"), MemberFunction.Marketing),
            new Member(Person("Simulated panel"), MemberFunction.Sales),
            new Member(Person("Simulated panel"), MemberFunction.Neither),
        ];
        Colleague = Person("Simulated customer success");
        foreach (var role in (string[])["marketing", "sales", "sales-manager", "panel", "colleague"])
            people.Add(new Colleague($"dev-{role}", $"Bearer of a development token ({role})", null, null, null));
    }

    /// <summary>They hand leads off, for all three agreements.</summary>
    public IReadOnlyList<string> Marketing { get; }

    /// <summary>One for each agreement, in the agreements' order.</summary>
    public IReadOnlyList<SimulatedTeam> Teams { get; }

    /// <summary>The chair first.</summary>
    public IReadOnlyList<Member> Members { get; }

    /// <summary>Someone of another department who calls a lead now and then (000).</summary>
    public string Colleague { get; }

    public People People => new(people);

    /// <summary>The parties of a team's agreement.</summary>
    public Parties PartiesOf(SimulatedTeam team) => new(
        [.. Marketing, DevelopmentMarketing],
        [.. team.Sales, DevelopmentSales],
        [team.Manager, DevelopmentSalesManager]);

    private SimulatedTeam MakeTeam(SimulatedAgreement agreement)
    {
        var sales = Enumerable.Range(0, 4).Select(_ => Person(agreement.SalesTeam, PartySide.Sales)).ToList();
        return new SimulatedTeam(agreement, sales, Person(agreement.SalesTeam, PartySide.SalesManagers));
    }

    private string MarketingPerson() => Person("Simulated marketing", PartySide.Marketing);

    private string Person(string team, PartySide? side = null)
    {
        var number = (people.Count + 1).ToString("00", CultureInfo.InvariantCulture);
        people.Add(new Colleague($"sim-{number}", $"Simulated Colleague {number}", team, "Simulated office", side));
        return $"sim-{number}";
    }
}

/// <summary>A sales team: who sells, and who manages.</summary>
internal sealed record SimulatedTeam(SimulatedAgreement Agreement, IReadOnlyList<string> Sales, string Manager);

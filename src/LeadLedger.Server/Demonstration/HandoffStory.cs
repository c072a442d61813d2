using System.Globalization;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Leads;

namespace LeadLedger.Server.Demonstration;

/// <summary>A lead's story from its handoff on.</summary>
internal static class HandoffStory
{
    private static readonly TimeSpan Recently = TimeSpan.FromDays(6);

    private static readonly (string Source, string? Campaign)[] Sources =
    [
        ("organic-search", null), ("organic-search", null), ("paid-search", "simulated-brand"),
        ("paid-search", "simulated-product"), ("syndicated-content", "simulated-guide"),
        ("sponsored-webinar", "simulated-webinar"),
    ];

    public static IEnumerable<SimulatedLine> Tell(
        SimulatedHandoff lead,
        SimulatedCompany company,
        AgreementId agreement,
        Terms terms,
        long seed,
        DateTimeOffset now)
    {
        var chance = new Chance(seed, lead.Reference);
        var story = new Story(lead, terms, chance, now);
        var person = chance.Is(0.12) ? SimulatedCompany.DevelopmentSales : chance.Of([.. lead.Team.Sales]);
        HandOff(story, company, agreement, person);

        // The newest of some sales people are still to be called: they are on the board.
        if (lead.At > now - Recently && chance.Is(0.08))
            return story.Tell();
        var sales = new SalesStory(story, company, person);
        var first = sales.FirstResponse(lead.At);
        if (lead.Far <= Reach.Connected && chance.Is(0.14))
            new ReviewStory(story, company, person, sales).Reject(first, lead.At, lead.Far);
        else
            sales.Work(first, lead.At, lead.Far);
        return story.Tell();
    }

    /// <summary>What a lead is passed on.</summary>
    public static IReadOnlyDictionary<string, PersonalText> Qualification(Chance chance) =>
        new Dictionary<string, PersonalText>
        {
            ["budget"] = PersonalText.Of(chance.Of("confirmed", "expected", "expected")),
            ["authority"] = PersonalText.Of(chance.Of("decides", "influences", "influences", "uses")),
            ["size"] = PersonalText.Of("fits"),
            ["need"] = PersonalText.Of(chance.Of(
                "Simulated: wants fewer tools.",
                "Simulated: wants reports that agree.",
                "Simulated: outgrew a spreadsheet.")),
        };

    private static void HandOff(Story story, SimulatedCompany company, AgreementId agreement, string person)
    {
        var lead = story.Lead;
        var chance = story.Chance;
        var number = lead.Number.ToString(CultureInfo.InvariantCulture);
        var source = chance.Of(Sources);
        // A few are the team's at first, until the manager gives them to somebody.
        var assigned = !chance.Is(0.06);
        story.Plan(lead.At, chance.Of([.. company.Marketing]), "handOffLead", new HandOffLeadRequest(
            agreement,
            lead.Segment,
            lead.Bucket,
            lead.ConversionAction,
            source.Source,
            source.Campaign,
            Qualification(chance),
            new PersonRequest(
                PersonalText.Of($"Simulated Person {number}"),
                PersonalText.Of($"simulated.person.{number}@example.com"),
                PersonalText.Of($"+1 555 01{lead.Number % 100:00}"),
                PersonalText.Of($"Simulated Company {number}")),
            SimulatedCompany.SourceSystem,
            PersonalText.Of(lead.Reference),
            assigned ? person : null));
        if (!assigned)
        {
            story.Plan(
                lead.At + TimeSpan.FromSeconds(20), lead.Team.Manager, "assignLead", new AssignLeadRequest(person));
        }
    }
}

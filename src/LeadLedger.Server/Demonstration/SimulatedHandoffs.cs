using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Pacing;
using LeadLedger.Domain.Time;

namespace LeadLedger.Server.Demonstration;

/// <summary>One lead as marketing hands it off.</summary>
/// <param name="Number">Among all of the demonstration, from 1.</param>
/// <param name="Reference">In the simulated source system.</param>
/// <param name="Far">How far sales will come with it.</param>
internal sealed record SimulatedHandoff(
    int Number,
    string Reference,
    SimulatedTeam Team,
    DateTimeOffset At,
    string Segment,
    Bucket Bucket,
    string ConversionAction,
    Reach Far)
{
    public bool IsHandRaiser => ConversionAction == SimulatedAgreement.DemoRequest;
}

/// <summary>How far sales comes with a lead.</summary>
internal enum Reach
{
    NotReached,
    Connected,
    DiscoveryHeld,
    DemoHeld,
    Won,
}

/// <summary>
/// Who is handed off when: along each agreement's line, at its pace. Of each 20 leads 10 are reached, 6 of these take a
/// discovery call, 3 a demo, and 1 buys: the talk's rates (001), 50, 30, 15 and 5 of 100. Who asked to talk is likelier
/// to.
/// </summary>
internal sealed class SimulatedHandoffs(long seed, DateTimeOffset now)
{
    private const int BlockOfLeads = 20;

    private static readonly Reach[] OfTwenty =
    [
        Reach.Won,
        Reach.DemoHeld, Reach.DemoHeld,
        Reach.DiscoveryHeld, Reach.DiscoveryHeld, Reach.DiscoveryHeld,
        Reach.Connected, Reach.Connected, Reach.Connected, Reach.Connected,
    ];

    private readonly List<SimulatedHandoff> handoffs = [];

    /// <summary>All of the quarter: two full months before the current one, and what there is of it.</summary>
    public IReadOnlyList<SimulatedHandoff> Of(SimulatedTeam team, Terms terms)
    {
        var first = handoffs.Count;
        var current = LocalTime.MonthOf(now, terms.TimeZone);
        for (var back = 2; back >= 0; back--)
            Add(team, terms, current.AddMonths(-back), team.Agreement.Pace[2 - back]);
        return handoffs[first..];
    }

    private void Add(SimulatedTeam team, Terms terms, Month month, double pace)
    {
        var plan = PacingPlan.ForMonth(terms, month)
            ?? throw new InvalidOperationException("Every agreement of the demonstration has a curve.");
        var chance = new Chance(seed, $"{team.Agreement.Key} {month}");
        var block = new List<Reach>();
        var delivered = 0m;
        var number = 0;
        foreach (var day in plan.Days)
        {
            var wanted = day.PlannedCumulative * (decimal)pace;
            while (true)
            {
                var reference = $"SIM-{team.Agreement.Key}-{month}-{number + 1:000}";
                var lead = Draw(team, terms, day.Day, chance, reference);
                var value = team.Agreement.Goal.Kind == GoalKind.Count ? 1 : ValueOf(terms, lead);
                if (delivered + (value / 2) > wanted)
                    break;
                delivered += value;
                number++;
                lead = lead with { Far = NextReach(block, chance, lead.IsHandRaiser) };
                // What would come later today, or this month, hasn't happened.
                if (lead.At <= now)
                    handoffs.Add(lead with { Number = handoffs.Count + 1 });
            }
        }
    }

    private static SimulatedHandoff Draw(
        SimulatedTeam team, Terms terms, DateOnly day, Chance chance, string reference)
    {
        var action = chance.Next() switch
        {
            < 0.33 => SimulatedAgreement.DemoRequest,
            < 0.80 => SimulatedAgreement.EBook,
            _ => SimulatedAgreement.Webinar,
        };
        var buckets = action == SimulatedAgreement.DemoRequest ? SimulatedTerms.HandRaisers : SimulatedTerms.Others;
        var fit = chance.Next() switch { < 0.4 => 0, < 0.8 => 1, _ => 2 };
        var time = new TimeOnly(8, 0).Add(chance.Between(TimeSpan.Zero, TimeSpan.FromHours(9.5)));
        return new SimulatedHandoff(
            0,
            reference,
            team,
            LocalTime.At(day, time, terms.TimeZone),
            SimulatedAgreement.Segments[chance.Between(0, SimulatedAgreement.Segments.Count - 1)],
            buckets[fit],
            action,
            Reach.NotReached);
    }

    private static decimal ValueOf(Terms terms, SimulatedHandoff lead) =>
        Valuation.ValueOf(terms, lead.Segment, lead.ConversionAction, lead.Bucket)!.Amount;

    /// <summary>What is left for this block of leads, in turn; the better of two for who asked to talk.</summary>
    private static Reach NextReach(List<Reach> block, Chance chance, bool isHandRaiser)
    {
        if (block.Count == 0)
            block.AddRange(chance.Shuffle(OfTwenty.Concat(new Reach[BlockOfLeads - OfTwenty.Length])));
        var index = isHandRaiser && block.Count > 1 && block[1] > block[0] ? 1 : 0;
        var reach = block[index];
        block.RemoveAt(index);
        return reach;
    }
}

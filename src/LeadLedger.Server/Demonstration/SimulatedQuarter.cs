using System.Runtime.CompilerServices;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Time;
using LeadLedger.Server.Bulk;
using LeadLedger.Server.Http;
using LeadLedger.Server.Importing;
using LeadLedger.Server.Importing.Setup;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running;

namespace LeadLedger.Server.Demonstration;

/// <summary>
/// A made-up company's last quarter: brought in like history from another system, under backfilled terms, so that
/// nothing of it looks as if it had been witnessed; and terms for the current month, so that it can go on from here.
/// </summary>
/// <param name="seed">Another one makes another company of the same rates.</param>
internal sealed class SimulatedQuarter(OpenLedger ledger, long seed)
{
    /// <summary>Who loads it; each event says so beside whose deed it was.</summary>
    public const string Actor = "demo";

    private readonly SimulatedCompany company = new();

    /// <summary>The moment at which the demonstration was first loaded: its history ends there.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    /// <summary>Loads what isn't there yet.</summary>
    /// <returns>What became of it; nothing taken, if it was there.</returns>
    /// <exception cref="FoundingRefusedException">The ledger has something else in its place.</exception>
    /// <exception cref="DemonstrationRefusedException">The ledger doesn't take a part of it.</exception>
    public async Task<DemonstrationTally> Load(ImportProgress progress, CancellationToken cancellation)
    {
        EndsAt = await FindEnd(cancellation);
        var founding = new Founding(ledger.Write, Actor);
        var terms = await Found(founding);
        await company.People.Enter(ledger.Database, cancellation);
        var lines = Tell(terms);
        var tally = new DemonstrationTally(founding.Steps);
        var run = $"demo-{Guid.CreateVersion7()}";
        var caller = new BulkCaller(new Caller(Actor, [Role.Importer]), CorrelationId: run);
        await progress.Show("events", lines.Count, async done =>
        {
            await foreach (var result in ledger.Bulk.Run(Enumerate(lines, cancellation), caller, cancellation))
            {
                if (result.Problem is { } problem)
                    throw new DemonstrationRefusedException(lines[(int)result.Line - 1].Line.Command, problem);
                tally.Add(lines[(int)result.Line - 1].Line.Command, result);
                done(result.Line);
            }
        });
        return tally;
    }

    /// <summary>
    /// Now, or when it was loaded first: so that loading it again finds all of it there, and one that was cut off is
    /// finished as it was begun.
    /// </summary>
    private async Task<DateTimeOffset> FindEnd(CancellationToken cancellation)
    {
        var panel = await ledger.Store.ReadStream(PanelId.Value, cancellation: cancellation);
        return panel.Events is [var first, ..] ? first.Metadata.OccurredAt : ledger.Write.Clock.Now();
    }

    private PanelId PanelId => new(ledger.Write.Identity.StreamOf("panel", Actor, "panel"));

    private AgreementId AgreementOf(SimulatedAgreement agreement) =>
        new(ledger.Write.Identity.StreamOf("agreement", Actor, agreement.Key));

    /// <returns>The terms under which each team's history is brought in.</returns>
    private async Task<IReadOnlyList<Terms>> Found(Founding founding)
    {
        await founding.SeatPanel(
            PanelId, "Review panel (simulated)", company.Members, SimulatedCompany.DevelopmentChair);
        var all = new List<Terms>();
        foreach (var team in company.Teams)
        {
            var agreement = team.Agreement;
            var id = AgreementOf(agreement);
            await founding.Draft(id, agreement.Name, agreement.SalesTeam);
            var current = LocalTime.MonthOf(EndsAt, agreement.TimeZone);
            var parties = company.PartiesOf(team);
            var past = SimulatedTerms.Of(agreement, parties, PanelId, current.AddMonths(-2), backfilled: true);
            await Sign(founding, id, team, await founding.Propose(id, agreement.Name, "backfilled", past));
            var present = SimulatedTerms.Of(agreement, parties, PanelId, current, backfilled: false);
            await Sign(founding, id, team, await founding.Propose(id, agreement.Name, "present", present));
            all.Add(past);
        }

        return all;
    }

    private async Task Sign(Founding founding, AgreementId id, SimulatedTeam team, int version)
    {
        await founding.Sign(id, team.Agreement.Name, version, company.Marketing[0], Role.Marketing);
        await founding.Sign(id, team.Agreement.Name, version, team.Manager, Role.SalesManager);
    }

    private List<SimulatedLine> Tell(IReadOnlyList<Terms> terms)
    {
        var handoffs = new SimulatedHandoffs(seed, EndsAt);
        var lines = new List<SimulatedLine>();
        foreach (var (index, team) in company.Teams.Index())
        {
            var agreement = AgreementOf(team.Agreement);
            foreach (var lead in handoffs.Of(team, terms[index]))
                lines.AddRange(HandoffStory.Tell(lead, company, agreement, terms[index], seed, EndsAt));
        }

        // In the order in which it is said to have happened. The sorting is stable: a lead's own order stays.
        return [.. lines.OrderBy(line => line.At)];
    }

    private static async IAsyncEnumerable<BulkCommand> Enumerate(
        List<SimulatedLine> lines, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var line in lines)
        {
            cancellation.ThrowIfCancellationRequested();
            yield return line.Line;
        }

        await Task.CompletedTask;
    }
}

/// <summary>What became of a demonstration.</summary>
/// <param name="foundingSteps">New steps of seating, drafting, proposing and signing.</param>
internal sealed class DemonstrationTally(int foundingSteps)
{
    private readonly SortedDictionary<string, int> commands = new(StringComparer.Ordinal);

    /// <summary>Whether anything was written now.</summary>
    public bool ChangedAnything { get; private set; } = foundingSteps > 0;

    /// <summary>How often each command is in it, new or not.</summary>
    public IReadOnlyDictionary<string, int> Commands => commands;

    public long Position { get; private set; }

    public void Add(string command, BulkResult result)
    {
        commands[command] = commands.GetValueOrDefault(command) + 1;
        Position = Math.Max(Position, result.Position);
        ChangedAnything |= !result.IsRepeat;
    }
}

/// <summary>The ledger doesn't take a part of the demonstration.</summary>
internal sealed class DemonstrationRefusedException(string command, Problem problem)
    : Exception($"The demonstration can't be loaded: {command} was refused ({problem.Code}): {problem.Detail}");

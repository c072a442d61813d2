using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Simulations;

namespace LeadLedger.Server.Simulations;

/// <summary>Puts a lead's two histories side by side: what belongs together came of the same event.</summary>
internal sealed class LeadBeside(SimulatedLead it, Supposition supposition, DateTimeOffset asOf)
{
    /// <param name="id">The lead's.</param>
    /// <param name="version">Up to which it was simulated.</param>
    /// <param name="tried">The other terms, as they were asked for.</param>
    public LeadSimulation Show(LeadId id, long version, TermsTried tried)
    {
        var deadlines = Deadlines();
        return new LeadSimulation(
            id,
            version,
            asOf,
            tried,
            it.Accepted,
            it.TakenAsRecorded.Count,
            [.. it.Refused.Select(RefusedActShown.Of)],
            [.. it.Moot.Select(RefusedActShown.Of)],
            SimulatedStanding.Of(it.Real.Lead)!,
            SimulatedStanding.Of(it.Simulated.Lead),
            Handoffs(),
            deadlines,
            new CountsBeside(Missed(deadlines, one => one.Real), Missed(deadlines, one => one.Simulated)));
    }

    private static int Missed(List<DeadlineBeside> deadlines, Func<DeadlineBeside, DeadlineStanding?> side) =>
        deadlines.Count(one => !one.Imported && side(one)?.State == PromiseState.Missed);

    private List<HandoffBeside> Handoffs()
    {
        var simulated = Of(it.Simulated).ToDictionary(one => one.Position, one => one.Handoff);
        return
        [
            .. Of(it.Real).Select(one => new HandoffBeside(
                one.Position,
                one.Handoff.HandedOffAt,
                Valued(one.Handoff),
                simulated.TryGetValue(one.Position, out var other) ? Valued(other) : null)),
        ];

        static IEnumerable<(long Position, Handoff Handoff)> Of(Course course) => course.Lead is Lead.Existing lead
            ? lead.Facts.Periods
                .Where(period => period.SentBackBy is null)
                .Select(period => (course.Handoffs[period.Handoff.Number].Position, period.Handoff))
            : [];
    }

    private HandoffValued Valued(Handoff handoff) => new(
        handoff.Number,
        supposition.Shown(handoff.TermsVersion),
        Money.Shown(handoff.Value.Amount, handoff.Value.Currency),
        handoff.Value.Currency,
        handoff.Value.CloseRate,
        handoff.Value.AverageSale,
        handoff.Value.Row);

    private List<DeadlineBeside> Deadlines()
    {
        var sides = new Dictionary<(long StartedBy, OwedPromise Promise), DeadlineBeside>();
        foreach (var deadline in it.Real.Deadlines(asOf))
            Put(it.Real, deadline, (beside, standing) => beside with { Real = standing });
        foreach (var deadline in it.Simulated.Deadlines(asOf))
            Put(it.Simulated, deadline, (beside, standing) => beside with { Simulated = standing });
        return [.. sides.Values.OrderBy(beside => beside.StartedBy).ThenBy(beside => beside.Promise)];

        void Put(
            Course course, ExplainedDeadline deadline, Func<DeadlineBeside, DeadlineStanding, DeadlineBeside> into)
        {
            var starter = course.StarterOf(deadline);
            var key = (starter.Position, deadline.Promise);
            var beside = sides.GetValueOrDefault(
                key, new DeadlineBeside(deadline.Promise, starter.Position, starter.IsImport, null, null));
            sides[key] = into(beside, Standing(deadline));
        }
    }

    private DeadlineStanding Standing(ExplainedDeadline deadline) => new(
        deadline.Handoff,
        deadline.Case,
        supposition.Shown(deadline.TermsVersion),
        deadline.From,
        deadline.DueAt,
        deadline.State,
        deadline.DoneAt,
        deadline.StoppedAt,
        deadline.OwedBy,
        deadline.Promised.Attempts,
        deadline.AttemptsMade?.Made,
        deadline.AttemptsMade?.InWindow);
}

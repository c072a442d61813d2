using LeadLedger.Domain;
using LeadLedger.Domain.Simulations;
using LeadLedger.EventStore;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using Npgsql;

namespace LeadLedger.Server.Simulations;

/// <summary>
/// Runs a month's simulation over all of its leads, a few at a time, on one cut of the ledger: what is recorded while
/// it runs isn't looked at. Kept meanwhile are sixteen bytes a lead, and sums.
/// </summary>
internal sealed class MonthRun(NpgsqlDataSource database, ReadSide read)
{
    // The reads of so many streams share a round trip, and whoever else reads doesn't wait long behind them.
    private const int LeadsAtOnce = 64;

    private const int LeadsCommandTimeoutSeconds = 120;

    private const string LeadsSql = """
        select distinct lead_id from bi_v1.handoff where agreement_id = $1 and month = $2 order by lead_id
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Runs it.</summary>
    /// <param name="request">A month's.</param>
    /// <param name="moved">Told how many of how many leads are done; false: nobody wants it any more.</param>
    /// <returns>The result, or why there can't be one; neither: nobody wanted it any more.</returns>
    public async Task<Reading<MonthSimulated>> Run(
        SimulateRequest request, Func<long, long, Task<bool>> moved, CancellationToken cancellation)
    {
        var (agreementId, month) = (request.Subject.AgreementId!.Value, request.Subject.Month!.Value);
        var reading = await SimulationGround.Read(read.Store, agreementId, request.Terms, cancellation);
        if (reading.Value is not { } ground)
            return new(null, reading.Problem);
        var asOf = request.AsOf ?? read.Clock.Now();
        var position = await read.Store.ReadHighWaterMark(cancellation);
        // Which leads there are is asked of the read models: they have to know as much.
        if (!await read.Projected.WaitFor(position, Patience, cancellation))
            return new(null, Problems.ProjectionIsBehind);
        var leads = await Leads(agreementId, month, cancellation);
        var simulation = new MonthSimulation(month, ground.Terms, ground.Version, ground.Surroundings, asOf);
        for (var done = 0; done < leads.Count; done += LeadsAtOnce)
        {
            if (!await moved(done, leads.Count))
                return new(null, null);
            var slices = await Task.WhenAll(leads.Skip(done).Take(LeadsAtOnce)
                .Select(lead => read.Store.ReadStream(lead, StreamBound.All, cancellation)));
            foreach (var slice in slices)
            {
                var known = slice.Events.TakeWhile(recorded => recorded.Position <= position);
                simulation.Add(SimulationGround.Acts(known, request.AsOf));
            }
        }
        return await moved(leads.Count, leads.Count)
            ? new(MonthSimulated.Of(simulation, ground, month, asOf, position), null)
            : new(null, null);
    }

    private async Task<List<Guid>> Leads(AgreementId agreement, Month month, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(LeadsSql);
        command.CommandTimeout = LeadsCommandTimeoutSeconds;
        command.Parameters.Add(new NpgsqlParameter { Value = agreement.Value });
        command.Parameters.Add(new NpgsqlParameter { Value = month.FirstDay });
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var leads = new List<Guid>();
        while (await rows.ReadAsync(cancellation))
            leads.Add(rows.GetGuid(0));
        return leads;
    }
}

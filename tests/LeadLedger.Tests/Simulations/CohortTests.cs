using System.Globalization;
using LeadLedger.Domain;
using LeadLedger.Domain.Simulations;
using LeadLedger.EventStore;
using LeadLedger.Server.Simulations;
using LeadLedger.Tests.ReadModels;

namespace LeadLedger.Tests.Simulations;

/// <summary>The real side of a month's simulation against the read models, over random histories.</summary>
public sealed class CohortTests
{
    [Theory]
    [InlineData(31)]
    [InlineData(32)]
    public async Task The_real_side_has_the_totals_and_the_curve_of_the_read_models(int seed)
    {
        await using var database = await ReadModelDatabase.Make();
        var leads = await RandomHistory.Append(database.Ledger, seed, 700);
        await database.Project();
        var months = 0;
        foreach (var agreement in (AgreementId[])[Company.Enterprise, Company.Overseas])
        {
            foreach (var month in await Months(database, agreement))
            {
                var simulation = await Simulated(database, agreement, month, leads.Keys);
                Assert.Equal(await Totals(database, agreement, month), Told(simulation.Real.Totals()));
                Assert.Equal(await Curve(database, agreement, month), simulation.Real.Days.Select(Told));
                months++;
            }
        }
        Assert.True(months >= 4);
    }

    private static async Task<MonthSimulation> Simulated(
        ReadModelDatabase database, AgreementId agreement, Month month, IEnumerable<Guid> leads)
    {
        var found = await SimulationGround.Read(database.Store, agreement, new TermsTried(Version: 1), default);
        var ground = found.Value!;
        var simulation = new MonthSimulation(
            month, ground.Terms, ground.Version, ground.Surroundings, DateTimeOffset.UtcNow);
        foreach (var lead in leads)
        {
            var slice = await database.Store.ReadStream(lead, StreamBound.All);
            simulation.Add(SimulationGround.Acts(slice.Events, null));
        }
        // Written by no command of ours: it stands as it is recorded, and so comes out on both sides alike.
        Assert.Equal(0, simulation.Accepted);
        Assert.True(simulation.TakenAsRecorded > 0);
        Assert.Equal(Told(simulation.Real.Totals()), Told(simulation.Simulated.Totals()));
        return simulation;
    }

    private static async Task<List<Month>> Months(ReadModelDatabase database, AgreementId agreement)
    {
        var rows = await database.Query(
            $"select distinct month from bi_v1.handoff where agreement_id = '{agreement}' order by month");
        return [.. rows.Select(row => Month.Of(DateOnly.Parse(row, CultureInfo.InvariantCulture)))];
    }

    private static async Task<string> Totals(ReadModelDatabase database, AgreementId agreement, Month month) =>
        Assert.Single(await database.Query(
            $"""
            select sum(handoffs), sum(net_count_restated), trim_scale(sum(gross_value_restated)),
              trim_scale(sum(net_value_restated)), sum(contacted_in_time), sum(contacted_late), sum(contacted),
              sum(rejected), sum(upheld), sum(overturned), sum(withdrawn), sum(under_review), sum(opened), sum(won),
              sum(lost), sum(returned), sum(open), trim_scale(sum(revenue))
            from bi_v1.lead_value_totals where agreement_id = '{agreement}' and month = '{month.FirstDay:yyyy-MM-dd}'
            """));

    private static async Task<List<string>> Curve(ReadModelDatabase database, AgreementId agreement, Month month) =>
        await database.Query(
            $"""
            select gross_count_restated, net_count_restated, trim_scale(gross_value_restated),
              trim_scale(net_value_restated)
            from bi_v1.pacing_curve where agreement_id = '{agreement}' and month = '{month.FirstDay:yyyy-MM-dd}'
            order by day
            """);

    private static string Told(CohortTotals it) => string.Join('|', ((decimal[])
    [
        it.GrossCount, it.NetCount, it.GrossValue, it.NetValue, it.ContactedInTime, it.ContactedLate, it.Contacted,
        it.Rejected, it.Upheld, it.Overturned, it.Withdrawn, it.UnderReview, it.Opened, it.Won, it.Lost, it.Returned,
        it.Open, it.Revenue,
    ]).Select(Text));

    private static string Told(CohortDay day) => string.Join(
        '|', ((decimal[])[day.GrossCount, day.NetCount, day.GrossValue, day.NetValue]).Select(Text));

    private static string Text(decimal value) => (value / 1.000000000000000000m).ToString(CultureInfo.InvariantCulture);
}

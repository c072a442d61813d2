using LeadLedger.Domain;
using LeadLedger.Domain.Leads;

namespace LeadLedger.Tests.ReadModels;

/// <summary>The sums of promises, added up event by event, against a count over the promises as they stand.</summary>
public sealed class PromiseDayTests
{
    [Theory]
    [InlineData(51, 7)]
    [InlineData(52, 400)]
    public async Task Sums_of_promises_are_counts_of_how_they_stand(int seed, int pageSize)
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed, 700);
        await database.Project(pageSize);
        var build = (await database.Builds.EnsureActive()).Schema;
        await database.Execute($"""
            create view bi_v1.counted as
            select agreement_id, day, promise, person, count(*) as promised,
              count(*) filter (where state = 'kept') as kept, count(*) filter (where state = 'missed') as missed,
              count(*) filter (where state = 'lapsed') as lapsed
            from (
              select agreement_id, local_day as day, 'firstResponse' as promise, first_response_person as person,
                first_response_state as state
              from {build}.handoff where not imported
              union all
              select agreement_id, local_day, 'cadence', cadence_person, cadence_state
              from {build}.handoff where not imported
              union all
              select agreement_id, ruled_day, 'firstResponse', response_person, response_state
              from {build}.rejection where not ruling_imported
              union all
              select agreement_id, ruled_day, 'cadence', cadence_person, cadence_state
              from {build}.rejection where not ruling_imported
              union all
              select agreement_id, local_day, 'ruling', null, ruling_state from {build}.rejection where not imported
            ) promise
            where state is not null
            group by 1, 2, 3, 4;
            grant select on bi_v1.counted to leadledger_bi
            """);
        const string Columns = "agreement_id, day, promise, person, promised, kept, missed, lapsed";
        var counted = await database.Query($"select {Columns} from bi_v1.counted order by 1, 2, 3, 4");
        Assert.True(counted.Count > 20);
        Assert.Equal(
            counted,
            await database.Query(
                $"select {Columns} from bi_v1.promise_day where promised > 0 order by 1, 2, 3, 4"));
    }

    [Fact]
    public async Task A_promise_moves_with_the_lead_until_it_is_kept()
    {
        await using var database = await ReadModelDatabase.Make();
        var (terms, lead, at) = (Company.Terms(), Company.Lead(1), Company.Start.AddHours(1));
        await database.Ledger.Append(Company.Enterprise.Value, Company.Drafted(Company.Enterprise, terms));
        await database.Ledger.Append(lead, Company.HandedOff(lead, Company.Handoff(Company.Enterprise, terms, at)));
        await database.Ledger.Append(lead, new LeadAssigned(new LeadId(lead), "sue", "max", at.AddMinutes(5)));
        await database.Ledger.Append(
            lead, Company.Attempted(lead, terms, at.AddMinutes(9), AttemptOutcome.Connected));
        await database.Ledger.Append(lead, new LeadAssigned(new LeadId(lead), "sam", "max", at.AddMinutes(15)));
        await database.Project();
        Assert.Equal(
            ["cadence|sam|1|0", "firstResponse|sue|1|1"],
            await database.Query("""
                select promise, person, promised, kept from bi_v1.promise_day where promised > 0 order by 1, 2
                """));
    }
}

using System.Net;
using LeadLedger.Domain;
using LeadLedger.Server.Simulations;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Simulations;

/// <summary>Whose a job is, for how long, and how many there may be.</summary>
public sealed class SimulationJobsTests(PostgresFixture postgres, ApiFixture api)
    : IClassFixture<PostgresFixture>, IClassFixture<ApiFixture>
{
    private static readonly Guid One = Guid.NewGuid();
    private static readonly Guid Another = Guid.NewGuid();

    private static readonly SimulateRequest Request = new(
        new SimulationSubject(AgreementId: new AgreementId(Guid.NewGuid()), Month: new Month(2026, 3)),
        new TermsTried(Version: 1));

    private SimulationJobs Jobs => new(postgres.Database.Service);

    [Fact]
    public async Task A_job_is_one_nodes_until_its_lease_ends_and_then_anothers()
    {
        await Clear();
        var id = await Insert();
        Assert.Equal(SimulationState.Running, (await Jobs.Take(One, default))!.Job.State);
        Assert.Null(await Jobs.Take(Another, default));
        Assert.True(await Jobs.Move(id, One, 3, 9, default));

        await Execute("update leadledger.simulation set lease_until = now() - interval '1 second'");
        Assert.Equal(id, (await Jobs.Take(Another, default))!.Job.Id);

        Assert.False(await Jobs.Move(id, One, 4, 9, default));
        Assert.False(await Jobs.Fail(id, One, "too late", default));
        Assert.True(await Jobs.Move(id, Another, 1, 9, default));
        Assert.Equal(new SimulationProgress(1, 9), (await Jobs.Find(id, default))!.Job.Progress);
    }

    [Fact]
    public async Task After_three_tries_it_has_failed_but_a_node_that_stops_has_not_tried()
    {
        await Clear();
        var id = await Insert();
        for (var tries = 1; tries <= 5; tries++)
        {
            Assert.NotNull(await Jobs.Take(One, default));
            Assert.True(await Jobs.GiveBack(id, One, counts: false, "stopping", default));
        }
        for (var tries = 1; tries <= 3; tries++)
        {
            Assert.NotNull(await Jobs.Take(One, default));
            Assert.True(await Jobs.GiveBack(id, One, counts: true, "It broke.", default));
        }
        Assert.Null(await Jobs.Take(One, default));
        var job = (await Jobs.Find(id, default))!.Job;
        Assert.Equal((SimulationState.Failed, "It broke."), (job.State, job.Failure));
        Assert.NotNull(job.FinishedAt);
    }

    [Fact]
    public async Task Who_works_on_a_cancelled_job_learns_it_and_what_has_ended_stays()
    {
        await Clear();
        var id = await Insert();
        await Jobs.Take(One, default);
        Assert.True(await Jobs.Cancel(id, default));
        Assert.False(await Jobs.Move(id, One, 1, 9, default));
        Assert.False(await Jobs.Cancel(id, default));
        Assert.Equal(SimulationState.Cancelled, (await Jobs.Find(id, default))!.Job.State);
    }

    [Fact]
    public async Task They_are_bounded_in_number_and_go_after_a_week()
    {
        await Clear();
        var ids = new List<Guid>();
        for (var i = 0; i < SimulationJobs.MostUnfinished; i++)
            ids.Add(await Insert());
        Assert.Null(await Jobs.Find(await Insert(), default));
        await Jobs.Cancel(ids[0], default);
        Assert.NotNull(await Jobs.Find(await Insert(), default));

        await Execute("update leadledger.simulation set requested_at = now() - interval '8 days'");
        await Jobs.Sweep(default);
        Assert.Null(await Jobs.Find(ids[0], default));
        Assert.NotNull(await Jobs.Find(ids[1], default));
    }

    [Fact]
    public async Task What_a_dead_node_left_behind_is_done_by_another_and_too_many_at_once_are_refused()
    {
        var company = await new SignedAgreement(api).Sign();
        await company.HandOff();
        var body = new
        {
            subject = new { agreementId = company.Id, month = company.Month },
            terms = new { version = 1 },
        };
        var asked = (await company.Manager.Post("/v1/simulations", body)).Expect(HttpStatusCode.Accepted);
        var address = asked.Response.Headers.Location!.ToString();
        await Until(company, address);
        await Copy(address, "running", "now() - interval '1 second'", copies: 1);
        await Until(company, $"/v1/simulations/{new Guid(1, 0, 0, new byte[8])}");

        await Copy(address, "running", "now() + interval '1 hour'", SimulationJobs.MostUnfinished);
        var refused = await company.Manager.Post("/v1/simulations", body);
        refused.ExpectProblem(429, "too-many-simulations");
        Assert.Equal("10", refused.Header("Retry-After"));
    }

    private static async Task Until(SignedAgreement company, string address)
    {
        using var bounded = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (await State() != "done")
            await Task.Delay(20, bounded.Token);

        async Task<string?> State() =>
            (await company.Manager.Get(address)).Expect(HttpStatusCode.OK).Json.GetProperty("state").GetString();
    }

    /// <summary>The same job some times more, in another node's hands.</summary>
    private async Task Copy(string address, string state, string leaseUntil, int copies)
    {
        await using var copy = api.Database.Admin.CreateCommand(
            $"""
            insert into leadledger.simulation
              (id, revision, state, agreement_id, month, request, request_hash, requested_by, worker, lease_until)
            select (lpad(n::text, 8, '0') || '-0000-0000-0000-000000000000')::uuid, 1, '{state}', agreement_id, month,
              request, request_hash, requested_by, gen_random_uuid(), {leaseUntil}
            from leadledger.simulation, generate_series(1, {copies}) n where id = '{address[^36..]}'
            on conflict on constraint simulation_pkey do update
            set state = excluded.state, lease_until = excluded.lease_until
            """);
        await copy.ExecuteNonQueryAsync();
    }

    private async Task<Guid> Insert()
    {
        var id = Guid.NewGuid();
        await Jobs.Insert(id, Request, "hash", "mia", default);
        return id;
    }

    private Task Clear() => Execute("delete from leadledger.simulation");

    private async Task Execute(string sql)
    {
        await using var command = postgres.Database.Admin.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

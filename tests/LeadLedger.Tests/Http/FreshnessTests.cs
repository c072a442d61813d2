using System.Net;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Http;

/// <summary>
/// Queries wait, within bounds, until the read models have come far enough, and tell how far that is.
/// </summary>
public sealed class FreshnessTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_query_waits_for_what_the_caller_has_just_written()
    {
        var company = await new SignedAgreement(api).Sign();
        for (var turn = 0; turn < 5; turn++)
        {
            var handedOff = await company.Marketing.Post("/v1/leads", company.HandoffBody());
            var list = await company.Seller.Get("/v1/leads", handedOff.MinPosition);
            var ids = list.Expect(HttpStatusCode.OK).Ids;
            Assert.Contains(handedOff.Json.GetProperty("id").GetString(), ids);
            Assert.Equal(turn + 1, ids.Count);
            Assert.True(list.Position >= handedOff.Position);
        }
    }

    [Fact]
    public async Task A_position_that_never_comes_is_answered_503_within_bounds()
    {
        var answer = await api.As("x", Role.Auditor).Get("/v1/projections", ("Ledger-Min-Position", "999999999"));
        answer.ExpectProblem(503, "projection-is-behind", "Ledger-Min-Position");
        Assert.NotNull(answer.Header("Retry-After"));
        (await api.As("x", Role.Auditor).Get("/v1/projections", ("Ledger-Min-Position", "soon")))
            .ExpectProblem(400, "header-is-not-valid", "Ledger-Min-Position");
    }

    [Fact]
    public async Task How_fresh_the_read_models_are_is_told()
    {
        var company = await new SignedAgreement(api).Sign();
        var last = await company.Marketing.Post("/v1/leads", company.HandoffBody());
        var answer = (await api.As("x", Role.Operator).Get("/v1/projections",
            last.MinPosition)).Expect(HttpStatusCode.OK);
        Assert.Equal("projecting", answer.Json.GetProperty("state").GetString());
        Assert.True(answer.Json.GetProperty("position").GetInt64() >= last.Position);
    }
}

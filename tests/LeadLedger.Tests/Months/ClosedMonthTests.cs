using System.Net;

namespace LeadLedger.Tests.Months;

/// <summary>What a closed month still takes: nothing but adjustments.</summary>
public sealed class ClosedMonthTests
{
    [Fact]
    public async Task Of_many_who_close_a_month_at_once_one_does()
    {
        await using var scene = await MonthScene.Signed();
        scene.MoveTo("2027-04-02T08:00Z");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => scene.Close("2027-03")));

        Assert.Single(answers, it => it.Status == HttpStatusCode.Created);
        Assert.All(
            answers.Where(it => it.Status != HttpStatusCode.Created),
            it => it.ExpectProblem(409, "month-is-closed-already"));
    }

    [Fact]
    public async Task Closing_again_with_the_same_key_gets_the_first_answer()
    {
        await using var scene = await MonthScene.Signed();
        scene.MoveTo("2027-04-02T08:00Z");
        var address = $"{scene.Address}/months/2027-03/closing";

        var first = await scene.Closer.Post(address, null, ("Idempotency-Key", "march"));
        await scene.Until("2027-03", it => it.TryGetProperty("scorecardIssuedAt", out _));
        var second = await scene.Closer.Post(address, null, ("Idempotency-Key", "march"));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (first.Status, second.Status));
        Assert.Equal(first.Json.GetRawText(), second.Json.GetRawText());
    }

    [Fact]
    public async Task Nothing_is_declared_or_logged_for_a_closed_month()
    {
        await using var scene = await MonthScene.Signed();
        scene.MoveTo("2027-04-02T08:00Z");
        (await scene.Close("2027-03")).Expect(HttpStatusCode.Created);
        var month = $"{scene.Address}/months/2027-03";

        (await scene.Company.Manager.Post($"{month}/sales-capacity", new { team = "north", reps = 1, leadsPerRep = 1 }))
            .ExpectProblem(409, "month-is-closed-already");
        (await scene.Company.Marketing.Post(
            $"{month}/marketing-effort", new { assetKind = "blog-post", made = 1, hours = 1m, leads = 1 }))
            .ExpectProblem(409, "month-is-closed-already");
    }
}

using System.Globalization;
using System.Net;
using System.Text.Json;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Leads;

/// <summary>
/// Over random histories: what the last answer said of a lead is what the read model says of it. What was refused has
/// left no trace in either.
/// </summary>
public sealed class AnswersAndReadModelTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const int Leads = 12;
    private const int Steps = 30;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task The_fold_of_the_answers_equals_the_read_model(int seed)
    {
        var company = await new SignedAgreement(api).Sign();
        var random = new Random(seed);
        var said = new Dictionary<string, JsonElement>();
        var position = 0L;
        for (var lead = 0; lead < Leads; lead++)
        {
            var address = await company.HandOff(random.Next(2) == 0 ? null : "ada");
            for (var step = 0; step < Steps; step++)
            {
                var answer = await Step(company, address, random);
                if ((int)answer.Status >= 400)
                    continue;
                said[address] = answer.Json;
                position = Math.Max(position, answer.Position);
            }
        }

        var listed = await company.Marketing.Get(
            $"/v1/leads?agreement={company.Id}&limit=100",
            ("Ledger-Min-Position", position.ToString(CultureInfo.InvariantCulture)));
        var models = listed.Expect(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray()
            .ToDictionary(item => $"/v1/leads/{item.Id()}");

        Assert.Equal(Leads, models.Count);
        foreach (var (address, answer) in said)
            AssertSame(answer, models[address]);
    }

    private static async Task<ApiAnswer> Step(SignedAgreement company, string lead, Random random)
    {
        var review = $"/v1/reviews/{lead.Split('/')[^1]}-{random.Next(1, 3)}";
        return random.Next(14) switch
        {
            0 => await company.Manager.Post($"{lead}/assignments", new { assignee = company.Person("ben") }),
            1 => await company.Seller.Post($"{lead}/milestones", new { milestone = "opportunityOpened", amount = 10 }),
            2 or 3 => await company.Seller.Post(
                $"{lead}/rejections", new { reasonCode = "no-need", criterion = "need", explanation = "None." }),
            4 => await company.Seller.Post($"{lead}/rejections/{review[^1]}/withdrawal", null),
            5 => await company.Chair.Post($"{review}/claim", null),
            6 => await company.Member.Post($"{review}/claim", null),
            7 => await company.Member.Post(
                $"{review}/votes", new { verdict = Verdict(random), rationale = "So it is." }),
            8 or 9 => await Ruling(company, review, random),
            10 => await company.Marketing.Post($"{lead}/handoffs", new
            {
                segment = "mid-market",
                bucket = "otherMediumFit",
                conversionAction = "e-book",
                source = "webinar",
            }),
            11 => await company.Seller.Post($"{lead}/return", null),
            12 when random.Next(6) == 0 => await company.Seller.Post(
                $"{lead}/outcome", new { outcome = "won", amount = 5 }),
            _ => await company.Seller.Post(
                $"{lead}/contact-attempts",
                new { channel = "phone", outcome = random.Next(2) == 0 ? "noAnswer" : "bounced" }),
        };
    }

    private static string Verdict(Random random) => random.Next(2) == 0 ? "upheld" : "overturned";

    private static async Task<ApiAnswer> Ruling(SignedAgreement company, string review, Random random)
    {
        var claimed = await company.Chair.Post($"{review}/claim", null);
        var verdict = Verdict(random);
        var voted = await company.Chair.Post($"{review}/votes", new { verdict, rationale = "So it is." });
        return await company.Chair.Post(
            $"{review}/ruling", company.Ruling(verdict), ("If-Match", voted.Etag ?? claimed.Etag ?? "\"1\""));
    }

    /// <summary>A lead's answer tells all of it; a review's tells where its lead is.</summary>
    private static void AssertSame(JsonElement answer, JsonElement model)
    {
        if (answer.TryGetProperty("case", out _))
        {
            var place = answer.Text("state") switch
            {
                "open" => "underReview",
                _ => answer.GetProperty("ruling").Text("verdict") == "upheld" ? "withMarketing" : "withSales",
            };
            Assert.Equal(place, model.Text("place"));
            Assert.Equal(place == "underReview" ? answer.Id() : null, Maybe(model, "reviewId"));
            return;
        }
        Assert.Equal(answer.GetProperty("version").GetInt64(), model.GetProperty("version").GetInt64());
        foreach (var name in (string[])["place", "stage", "reviewId", "segment", "bucket", "source", "since"])
            Assert.Equal(Maybe(answer, name), Maybe(model, name));
        Assert.Equal(answer.GetProperty("handoff").GetInt32(), model.GetProperty("handoff").GetInt32());
        Assert.Equal(answer.GetProperty("owner").GetRawText(), model.GetProperty("owner").GetRawText());
        Assert.Equal(
            answer.GetProperty("value").GetProperty("amount").GetDecimal(), model.GetProperty("value").GetDecimal());
        if (answer.TryGetProperty("deadlines", out var deadlines) && answer.Text("place") == "withSales")
        {
            Assert.Equal(Maybe(deadlines, "cadenceEndsAt"), Maybe(model, "cadenceEndsAt"));
            var (promised, made) = (
                model.GetProperty("attemptsPromised").GetInt32(), model.GetProperty("attemptsMade").GetInt32());
            Assert.Equal(deadlines.GetProperty("attemptsDue").GetInt32(), Math.Max(0, promised - made));
        }
    }

    private static string? Maybe(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? value.GetString() : null;
}

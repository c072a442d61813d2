using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Audit;

/// <summary>Why a lead was rejected, over the API: as data and as text.</summary>
public sealed class ExplanationTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly (string, string) AsText = ("Accept", "text/plain");

    private ApiCaller Auditor => api.As("audrey", Role.Auditor);

    [Fact]
    public async Task A_rejection_is_explained_from_the_terms_to_what_came_of_it()
    {
        var (company, review) = await Upheld();
        var answer = await Auditor.Get(Explanation(review));
        var told = answer.Expect(HttpStatusCode.OK).Json;

        Assert.Equal("ruled", told.GetProperty("state").GetString());
        Assert.Equal("The budget is confirmed.", Text(told, "terms", "criterion", "text"));
        Assert.Equal("There is no budget.", Text(told, "terms", "reason", "text"));
        Assert.Equal("confirmed", Text(told, "handoff", "answer", "code"));
        Assert.Equal("They have none until 2028.", Text(told, "rejection", "explanation"));
        Assert.Equal(company.Person("ada"), Text(told, "rejection", "rejectedBy"));
        Assert.Equal("kept", Text(told, "effort", "firstResponse", "state"));
        Assert.Equal("upheld", Text(told, "ruling", "verdict"));
        Assert.Equal("qualification", Text(told, "ruling", "rootCause"));
        Assert.Equal("withMarketing", Text(told, "aftermath", "place"));
        Assert.Equal(
            ["overturned", "upheld"],
            told.GetProperty("votes").EnumerateArray().Select(vote => vote.GetProperty("verdict").GetString()));
        Assert.Equal(company.Person("sid"), Text(told.GetProperty("panel").GetProperty("recusals")[0], "member"));
        Assert.False(told.GetProperty("personWithheld").GetBoolean());
        Assert.Equal("Accept", answer.Header("Vary"));
        Assert.True(answer.Response.Headers.CacheControl is { Private: true, NoCache: true });
    }

    [Fact]
    public async Task Each_sentence_names_events_that_the_ledger_has_of_the_lead_its_agreement_or_its_panel()
    {
        var (company, review) = await Upheld();
        var told = (await Auditor.Get(Explanation(review))).Expect(HttpStatusCode.OK).Json;
        var lead = review.Lead.Split('/')[^1];
        await using var streams = api.Database.Admin.CreateCommand(
            $"select seq_id from ledger.mt_events where stream_id in ('{lead}', '{company.Id}', '{company.PanelId}')");
        var known = new HashSet<long>();
        await using (var rows = await streams.ExecuteReaderAsync())
        {
            while (await rows.ReadAsync())
                known.Add(rows.GetInt64(0));
        }
        var sentences = told.GetProperty("sections").EnumerateArray()
            .SelectMany(section => section.GetProperty("sentences").EnumerateArray())
            .ToArray();
        Assert.True(sentences.Length > 30);
        Assert.All(sentences, sentence =>
        {
            var positions = sentence.GetProperty("positions").EnumerateArray().Select(it => it.GetInt64()).ToArray();
            Assert.NotEmpty(positions);
            Assert.All(positions, position => Assert.Contains(position, known));
        });
    }

    [Fact]
    public async Task It_is_printed_for_who_asks_for_text_and_json_for_everybody_else()
    {
        var (_, review) = await Upheld();
        var printed = (await Auditor.Get(Explanation(review), AsText)).Expect(HttpStatusCode.OK);
        Assert.Equal("text/plain", printed.ContentType);
        Assert.Equal("Accept", printed.Header("Vary"));
        Assert.Null(printed.Etag);
        Assert.StartsWith("Why lead ", printed.Text, StringComparison.Ordinal);
        Assert.Contains("The explanation: “They have none until 2028.”", printed.Text, StringComparison.Ordinal);
        Assert.All(printed.Text.Split('\n'), line => Assert.True(line.Length <= 100, line));

        string[] json = ["*/*", "application/json", "text/plain;q=0.5, application/json", "text/html", "!"];
        foreach (var accept in json)
        {
            var answer = await Auditor.Get(Explanation(review), ("Accept", accept));
            Assert.Equal("application/json", answer.Expect(HttpStatusCode.OK).ContentType);
        }
        foreach (var accept in new[] { "text/*", "text/plain, */*;q=0.1", "application/json;q=0.1, text/plain" })
            Assert.Equal("text/plain", (await Auditor.Get(Explanation(review), ("Accept", accept))).ContentType);
    }

    [Fact]
    public async Task Until_the_ruling_a_vote_is_shown_to_its_voter_alone()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        await company.Vote(review, company.Member, "overturned", "Because of the mail of March.");

        foreach (var other in new[] { Auditor, company.Chair, company.Seller, api.As("olga", Role.Operator) })
        {
            var told = (await other.Get(Explanation(review))).Expect(HttpStatusCode.OK);
            var vote = Assert.Single(told.Json.GetProperty("votes").EnumerateArray());
            Assert.True(vote.GetProperty("withheld").GetBoolean());
            Assert.False(vote.TryGetProperty("verdict", out _));
            var printed = (await other.Get(Explanation(review), AsText)).Expect(HttpStatusCode.OK);
            foreach (var text in new[] { told.Text, printed.Text })
            {
                Assert.DoesNotContain("mail of March", text, StringComparison.Ordinal);
                Assert.DoesNotContain("overturn", text, StringComparison.OrdinalIgnoreCase);
            }
        }
        var own = (await company.Member.Get(Explanation(review))).Expect(HttpStatusCode.OK);
        Assert.Contains("mail of March", own.Text, StringComparison.Ordinal);
        Assert.Equal("overturned", Text(own.Json.GetProperty("votes")[0], "verdict"));
    }

    [Fact]
    public async Task Who_may_not_see_the_person_is_told_that_words_are_withheld()
    {
        var (_, review) = await Upheld();
        var oscar = api.As("oscar", Role.Operator);
        var told = (await oscar.Get(Explanation(review))).Expect(HttpStatusCode.OK);
        Assert.True(told.Json.GetProperty("personWithheld").GetBoolean());
        Assert.Contains("its words are withheld from you", told.Text, StringComparison.Ordinal);
        var printed = (await oscar.Get(Explanation(review), AsText)).Expect(HttpStatusCode.OK);
        foreach (var text in new[] { told.Text, printed.Text })
        {
            Assert.DoesNotContain("until 2028", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Secret need", text, StringComparison.Ordinal);
            Assert.DoesNotContain("mail of March", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task After_an_erasure_everything_is_told_but_the_words()
    {
        var (_, review) = await Upheld();
        (await api.As("olga", Role.Operator).Post($"{review.Lead}/erasure", new { ground = "subjectsRequest" }))
            .Expect(HttpStatusCode.Created);
        var told = (await Auditor.Get(Explanation(review))).Expect(HttpStatusCode.OK);
        Assert.True(told.Json.GetProperty("personErased").GetBoolean());
        Assert.Equal("upheld", Text(told.Json, "ruling", "verdict"));
        var printed = (await Auditor.Get(Explanation(review), AsText)).Expect(HttpStatusCode.OK).Text;
        Assert.Contains("can't be read any more: its words were erased on", printed, StringComparison.Ordinal);
        foreach (var text in new[] { told.Text, printed })
        {
            Assert.DoesNotContain("until 2028", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Secret need", text, StringComparison.Ordinal);
            Assert.DoesNotContain("mail of March", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_an_auditor_reads_here_is_on_the_record()
    {
        var (_, review) = await Upheld();
        (await api.As("ruth", Role.Auditor).Get(Explanation(review), AsText)).Expect(HttpStatusCode.OK);
        await using var reads = api.Database.Admin.CreateCommand(
            "select door from leadledger.personal_read where reader = 'ruth' "
            + $"and lead_id = '{review.Lead.Split('/')[^1]}'");
        Assert.Equal(
            "GET /v1/leads/{leadId}/rejections/{case}/explanation", await reads.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_rejection_that_isnt_there_is_unknown()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        (await Auditor.Get($"{lead}/rejections/1/explanation")).ExpectProblem(404, "case-is-unknown");
        (await Auditor.Get($"{lead}/rejections/0/explanation")).ExpectProblem(400, "path-is-not-valid", "case");
        (await Auditor.Get($"/v1/leads/{Guid.NewGuid()}/rejections/1/explanation"))
            .ExpectProblem(404, "lead-is-unknown");
        (await Auditor.Get($"{lead}/rejections/1/explanation?colour=red")).ExpectProblem(400, "query-is-not-valid");
    }

    /// <summary>One attempt, one recusal, a dissent, upheld.</summary>
    private async Task<(SignedAgreement Company, OpenedReview Review)> Upheld()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        (await company.Seller.Post($"{lead}/contact-attempts", new { channel = "phone", outcome = "connected" }))
            .Expect(HttpStatusCode.Created);
        var review = await company.Reject(lead);
        var sid = api.As(company.Person("sid"), Role.Panel);
        (await sid.Post($"{review.Address}/recusals", new { why = "I know them." }))
            .Expect(HttpStatusCode.Created);
        await company.Vote(review, company.Member, "overturned");
        var voted = await company.Vote(review, company.Chair, "upheld");
        (await company.Chair.Post($"{review.Address}/ruling", company.Ruling("upheld"), ("If-Match", voted.Etag!)))
            .Expect(HttpStatusCode.Created);
        return (company, review);
    }

    private static string Explanation(OpenedReview review) => $"{review.Lead}/rejections/1/explanation";

    private static string? Text(JsonElement element, params string[] path) =>
        path.Aggregate(element, (inside, name) => inside.GetProperty(name)).GetString();
}

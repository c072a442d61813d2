using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Http;

/// <summary>A lead read from its stream: always fresh, and no more of it than who asks may see.</summary>
public sealed class LeadReadingTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_lead_is_read_as_the_last_command_left_it()
    {
        var company = await new SignedAgreement(api).Sign();
        var address = await company.HandOff();
        var attempt = await company.Seller.Post(
            $"{address}/contact-attempts", new { channel = "phone", outcome = "connected", note = "Secret note" });
        attempt.Expect(HttpStatusCode.Created);

        var read = (await company.Seller.Get(address)).Expect(HttpStatusCode.OK);
        Assert.Equal("\"2\"", read.Etag);
        Assert.Equal("working", read.Json.GetProperty("stage").GetString());
        Assert.Equal("Kim Muster", read.Json.GetProperty("person").GetProperty("name").GetString());
        Assert.Equal("Secret note", read.Json.GetProperty("contactAttempts")[0].GetProperty("note").GetString());
        Assert.Equal(3000m, read.Json.GetProperty("value").GetProperty("amount").GetDecimal());
    }

    [Fact]
    public async Task The_person_is_shown_to_members_and_auditors_and_withheld_from_others()
    {
        var company = await new SignedAgreement(api).Sign();
        var address = await company.HandOff();
        foreach (var reader in new[]
        {
            company.Marketing, company.Seller, company.Manager, company.Chair, company.Member,
            api.As("x", Role.Auditor),
        })
        {
            foreach (var door in Doors(address))
                Assert.Contains("Kim Muster", (await reader.Get(door)).Expect(HttpStatusCode.OK).Text,
                    StringComparison.Ordinal);
        }
        foreach (var role in new[] { Role.Operator, Role.Agreements, Role.Importer, Role.Colleague })
        {
            foreach (var door in Doors(address))
            {
                var answer = (await api.As("x", role).Get(door)).Expect(HttpStatusCode.OK);
                Assert.True(answer.Json.GetProperty("personWithheld").GetBoolean());
                AssertNothingPersonal(answer.Text);
            }
        }
        foreach (var role in new[] { Role.Marketing, Role.Sales, Role.SalesManager, Role.Panel })
        {
            foreach (var door in Doors(address))
                (await api.As("x", role).Get(door)).ExpectProblem(403, "not-a-member");
        }
    }

    [Fact]
    public async Task A_lead_that_isnt_there_is_404()
    {
        foreach (var door in Doors($"/v1/leads/{Guid.NewGuid()}"))
            (await api.As("x", Role.Auditor).Get(door)).ExpectProblem(404, "lead-is-unknown");
        (await api.As("x", Role.Auditor).Get($"/v1/reviews/{Guid.NewGuid()}-1")).ExpectProblem(404, "lead-is-unknown");
        (await api.As("x", Role.Auditor).Get($"/v1/reviews/{Guid.NewGuid()}"))
            .ExpectProblem(400, "path-is-not-valid", "reviewId");
    }

    [Fact]
    public async Task Until_the_ruling_a_vote_is_withheld_on_every_door_from_all_but_the_voter()
    {
        var company = await new SignedAgreement(api).Sign();
        var address = await company.HandOff();
        var review = await company.Reject(address);
        await company.Vote(review, company.Member, "upheld", "Members reasons");

        foreach (var door in Doors(address).Append(review.Address))
        {
            foreach (var reader in new[]
            {
                company.Chair, company.Marketing, company.Seller, api.As("x", Role.Auditor), api.As("x", Role.Operator),
            })
                AssertVoteWithheld(await reader.Get(door), "Members reasons");
        }
        Assert.Contains("Members reasons", (await company.Member.Get(review.Address)).Text, StringComparison.Ordinal);
        Assert.Contains("Members reasons", (await company.Member.Get($"{address}/events")).Text,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_chair_sees_the_votes_after_quorum_and_their_own_vote_and_everybody_after_the_ruling()
    {
        var company = await new SignedAgreement(api).Sign();
        var address = await company.HandOff();
        var review = await company.Reject(address);
        await company.Vote(review, company.Member, "upheld", "Members reasons");
        AssertVoteWithheld(await company.Chair.Get(review.Address), "Members reasons");

        await company.Vote(review, company.Chair, "upheld", "Chairs reasons");
        Assert.Contains("Members reasons", (await company.Chair.Get(review.Address)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Chairs reasons", (await company.Member.Get(review.Address)).Text,
            StringComparison.Ordinal);

        (await company.Rule(review, "upheld")).Expect(HttpStatusCode.Created);
        foreach (var reader in new[] { company.Member, company.Seller, api.As("x", Role.Auditor) })
        {
            Assert.Contains("Chairs reasons", (await reader.Get(review.Address)).Text, StringComparison.Ordinal);
            Assert.Contains("Chairs reasons", (await reader.Get($"{address}/events")).Text, StringComparison.Ordinal);
        }
        AssertNothingPersonal((await api.As("x", Role.Operator).Get(review.Address)).Text);
    }

    [Fact]
    public async Task The_case_file_has_the_texts_in_force_at_handoff()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        var file = (await company.Chair.Get(review.Address)).Expect(HttpStatusCode.OK).Json;
        Assert.Equal("The budget is confirmed.", file.GetProperty("criterion").GetProperty("text").GetString());
        Assert.Equal("confirmed", file.GetProperty("criterion").GetProperty("answer").GetProperty("code").GetString());
        Assert.Equal("There is no budget.", file.GetProperty("reason").GetProperty("text").GetString());
        Assert.Equal("They have none until 2028.", file.GetProperty("explanation").GetString());
        Assert.Equal(5, file.GetProperty("effort").GetProperty("attemptsPromised").GetInt32());
        (await company.Chair.Get(review.Address[..^1] + "2")).ExpectProblem(404, "case-is-unknown");
    }

    private static string[] Doors(string address) => [address, $"{address}/events", $"{address}/replay"];

    private static void AssertVoteWithheld(ApiAnswer answer, string rationale)
    {
        answer.Expect(HttpStatusCode.OK);
        Assert.DoesNotContain(rationale, answer.Text, StringComparison.Ordinal);
        foreach (var (name, value) in Members(answer.Json))
            Assert.False(name == "verdict" && value.ValueKind == JsonValueKind.String, answer.Text);
    }

    private static IEnumerable<(string Name, JsonElement Value)> Members(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject()
                .SelectMany(member => Members(member.Value).Prepend((member.Name, member.Value))),
            JsonValueKind.Array => element.EnumerateArray().SelectMany(Members),
            _ => [],
        };

    private static void AssertNothingPersonal(string text)
    {
        foreach (var secret in new[] { "Kim Muster", "kim@", "Secret need", "reasons", "until 2028" })
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }
}

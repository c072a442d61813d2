using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Http;

/// <summary>The board remembers who was on it, when, how long, and what took them off.</summary>
public sealed class DontBeOnItHistoryTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string History = "/v1/dashboards/dont-be-on-it/history";

    [Fact]
    public async Task A_spell_is_remembered_with_what_ended_it_and_the_next_persons_begins_with_the_assignment()
    {
        var company = await new SignedAgreement(api).Sign();
        var (answered, given, rejected, kept) = (
            await company.HandOff(), await company.HandOff(), await company.HandOff(), await company.HandOff());
        (await company.Seller.Post($"{kept}/contact-attempts", Call())).Expect(HttpStatusCode.Created);
        api.Clock.Advance(TimeSpan.FromMinutes(90));
        (await company.Seller.Post($"{answered}/contact-attempts", Call())).Expect(HttpStatusCode.Created);
        (await company.Manager.Post($"{given}/assignments", new { assignee = company.Person("ben") }))
            .Expect(HttpStatusCode.Created);
        await company.Reject(rejected);
        api.Clock.Advance(TimeSpan.FromMinutes(20));
        var last = (await company.Seller.Post($"{given}/contact-attempts", Call())).Expect(HttpStatusCode.Created);

        var history = (await company.Manager.Get(
            $"{History}?agreement={company.Id}", last.MinPosition)).Expect(HttpStatusCode.OK).Json;
        var spells = history.GetProperty("spells").EnumerateArray().ToList();

        Assert.Equal(
            [
                $"{company.Person("ben")}|responded|20", $"{company.Person("ada")}|rejected|30",
                $"{company.Person("ada")}|reassigned|30", $"{company.Person("ada")}|responded|30",
            ],
            spells.Select(Told));
        Assert.Equal(
            [$"{company.Person("ada")}|3|90", $"{company.Person("ben")}|1|20"],
            history.GetProperty("people").EnumerateArray().Select(person => string.Join(
                '|', person.GetProperty("person"), person.GetProperty("times"),
                person.GetProperty("seconds").GetInt64() / 60)));
        Assert.Equal(
            spells[2].GetProperty("offAt").GetDateTimeOffset(), spells[0].GetProperty("onAt").GetDateTimeOffset());
        (await api.As("stranger", Role.SalesManager).Get($"{History}?agreement={company.Id}"))
            .ExpectProblem(403, "not-a-member");
    }

    [Fact]
    public async Task It_is_read_page_by_page_and_by_person_and_time()
    {
        var company = await new SignedAgreement(api).Sign();
        for (var i = 0; i < 5; i++)
        {
            var lead = await company.HandOff(i % 2 == 0 ? "ada" : "ben");
            api.Clock.Advance(TimeSpan.FromMinutes(61 + i));
            (await company.Seller.Post($"{lead}/contact-attempts", Call())).Expect(HttpStatusCode.Created);
        }
        var last = await company.Marketing.Post("/v1/leads", company.HandoffBody());

        var seen = new List<string>();
        var next = $"{History}?agreement={company.Id}&limit=2";
        for (var page = 0; next is not null && page < 5; page++)
        {
            var answer = (await company.Manager.Get(next, last.MinPosition)).Expect(HttpStatusCode.OK);
            seen.AddRange(answer.Json.GetProperty("spells").EnumerateArray().Select(Told));
            next = answer.Next;
        }
        Assert.Equal(["5", "4", "3", "2", "1"], seen.Select(spell => spell.Split('|')[2]));

        var ben = (await company.Manager.Get($"{History}?person={company.Person("ben")}")).Json;
        Assert.Equal(["4", "2"], ben.GetProperty("spells").EnumerateArray().Select(it => Told(it).Split('|')[2]));
        var from = Uri.EscapeDataString(ben.GetProperty("spells")[0].GetProperty("offAt").GetString()!);
        var since = (await company.Manager.Get($"{History}?agreement={company.Id}&from={from}")).Json;
        Assert.Equal(2, since.GetProperty("spells").GetArrayLength());
        Assert.Empty((await company.Manager.Get($"{History}?agreement={company.Id}&unassigned=true")).Json
            .GetProperty("spells").EnumerateArray());
        (await company.Manager.Get($"{History}?from=yesterday")).ExpectProblem(400, "query-is-not-valid");
    }

    private static object Call() => new { channel = "phone", outcome = "noAnswer" };

    private static string Told(JsonElement spell) => string.Join(
        '|',
        spell.GetProperty("person"),
        spell.GetProperty("takenOffBy"),
        spell.GetProperty("seconds").GetInt64() / 60);
}

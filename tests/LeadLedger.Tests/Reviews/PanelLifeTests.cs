using System.Globalization;
using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Reviews;

/// <summary>Members join and leave, the chair is replaced, the rota turns, with cases open (ADR-0015).</summary>
public sealed class PanelLifeTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_panel_shows_who_presides_now_and_in_the_next_weeks()
    {
        var company = await new SignedAgreement(api).Sign();
        var (panel, grace, nora) = (PanelOf(company), company.Person("grace"), company.Person("nora"));
        Assert.Equal(grace, Presiding(await company.Chair.Get(panel)).GetProperty("now").GetString());

        var seated = await company.Drafter.Post($"{panel}/members", new { subject = nora, function = "neither" });
        Assert.False(seated.Expect(HttpStatusCode.Created).Json.TryGetProperty("presiding", out _));
        var monday = MondayOf(api.Clock.GetUtcNow());
        (await PutRota(company, monday, [nora, grace])).Expect(HttpStatusCode.OK);

        var presiding = Presiding(await company.Chair.Get(panel));
        Assert.Equal(nora, presiding.GetProperty("now").GetString());
        Assert.Equal([grace], presiding.GetProperty("then").EnumerateArray().Select(who => who.GetString()));
        Assert.Equal(
            Enumerable.Range(0, 9).Select(week => (monday.AddDays(7 * week), week % 2 == 0 ? nora : grace)),
            presiding.GetProperty("weeks").EnumerateArray().Select(week => (
                DateOnly.Parse(week.GetProperty("week").GetString()!, CultureInfo.InvariantCulture),
                week.GetProperty("member").GetString()!)));

        (await company.Drafter.Send(HttpMethod.Put, $"{panel}/rota", new { members = Array.Empty<string>() }))
            .Expect(HttpStatusCode.OK);
        var without = await company.Chair.Get(panel);
        Assert.False(without.Json.TryGetProperty("rota", out _));
        Assert.Equal(grace, Presiding(without).GetProperty("now").GetString());
    }

    [Fact]
    public async Task A_rota_needs_its_Monday_and_its_zone()
    {
        var company = await new SignedAgreement(api).Sign();
        var monday = MondayOf(api.Clock.GetUtcNow());
        (await PutRota(company, monday.AddDays(2), [company.Person("grace")]))
            .ExpectProblem(422, "rota-begins-on-a-monday", "from");
        (await PutRota(company, monday, [company.Person("mel")]))
            .ExpectProblem(422, "rota-member-cannot-preside", "members[0]");
        (await company.Drafter.Send(
                HttpMethod.Put, $"{PanelOf(company)}/rota", new { members = new[] { company.Person("grace") } }))
            .ExpectProblem(422, "request-is-not-valid");
    }

    [Fact]
    public async Task A_substitute_rules_where_the_chair_cannot_and_the_record_says_so()
    {
        var company = await new SignedAgreement(api).Sign();
        var nora = api.As(company.Person("nora"), Role.Panel);
        var lead = await company.HandOff();
        (await api.As(company.Person("grace"), Role.Colleague)
            .Post($"{lead}/contact-attempts", new { channel = "phone", outcome = "voicemail" }))
            .Expect(HttpStatusCode.Created);
        var review = await company.Reject(lead);
        (await company.Chair.Post($"{review.Address}/claim", null)).ExpectProblem(403, "member-is-not-impartial");
        await company.Vote(review, company.Member, "upheld");

        (await nora.Post($"{review.Address}/claim", null)).ExpectProblem(403, "only-seated-members-review");
        (await company.Drafter.Post(
            $"{PanelOf(company)}/members", new { subject = company.Person("nora"), function = "neither" }))
            .Expect(HttpStatusCode.Created);
        var voted = await company.Vote(review, nora, "upheld");
        var ruled = await nora.Post($"{review.Address}/ruling", company.Ruling("upheld"), ("If-Match", voted.Etag!));

        var ruling = ruled.Expect(HttpStatusCode.Created).Json.GetProperty("ruling");
        Assert.Equal(company.Person("nora"), ruling.GetProperty("chair").GetString());
        Assert.Equal(company.Person("grace"), ruling.GetProperty("inPlaceOf").GetString());
        await company.Chair.Get("/v1/panels", ruled.MinPosition);
        Assert.Equal(
            [$"{company.Person("nora")}|{company.Person("grace")}"],
            await BiRows("select chair || '|' || in_place_of from bi_v1.ruling where panel_id = $1", company.PanelId));
    }

    [Fact]
    public async Task Who_leaves_holds_no_case_and_sees_none_and_their_vote_stands()
    {
        var company = await new SignedAgreement(api).Sign();
        var voted = await company.Reject(await company.HandOff());
        var held = await company.Reject(await company.HandOff());
        await company.Vote(voted, company.Member, "upheld");
        (await company.Member.Post($"{held.Address}/claim", null)).Expect(HttpStatusCode.Created);
        (await company.Chair.Post($"{held.Address}/claim", null)).ExpectProblem(409, "case-is-claimed-by-another");

        var left = await Remove(company, "mel");
        Assert.DoesNotContain(company.Person("mel"), left.Expect(HttpStatusCode.OK).Text, StringComparison.Ordinal);
        (await Remove(company, "mel")).ExpectProblem(404, "member-is-unknown");

        (await company.Chair.Post($"{held.Address}/claim", null)).Expect(HttpStatusCode.Created);
        (await company.Member.Post($"{held.Address}/claim", null)).ExpectProblem(403, "only-seated-members-review");
        Assert.Equal(
            [company.Person("mel"), company.Person("grace")],
            (await company.VoteAndRule(voted, "upheld")).Expect(HttpStatusCode.Created)
                .Json.GetProperty("ruling").GetProperty("votes").EnumerateArray()
                .Select(vote => vote.GetProperty("member").GetString()));
        await company.Chair.Get("/v1/panels", left.MinPosition);
        Assert.Equal(
            [company.Person("grace"), company.Person("sid")],
            await BiRows("select member from bi_v1.panel_member where panel_id = $1 order by 1", company.PanelId));
        (await company.Member.Get(PanelOf(company))).ExpectProblem(403, "not-a-member");
    }

    [Fact]
    public async Task The_only_impartial_chair_does_not_leave_until_another_is_seated()
    {
        var company = await new SignedAgreement(api).Sign();
        var panel = PanelOf(company);
        (await Remove(company, "grace")).ExpectProblem(409, "panel-would-lose-its-only-impartial-chair");
        (await company.Drafter.Post($"{panel}/chair", new { chair = company.Person("mel") }))
            .ExpectProblem(422, "chair-is-partial", "chair");

        var nora = new { subject = company.Person("nora"), function = "neither" };
        (await company.Drafter.Post($"{panel}/members", nora)).Expect(HttpStatusCode.Created);
        (await company.Drafter.Post($"{panel}/members", nora))
            .ExpectProblem(409, "member-is-seated-already", "subject");
        var left = await Remove(company, "grace");
        Assert.Equal(nora.subject, left.Expect(HttpStatusCode.OK).Json.GetProperty("chair").GetString());
    }

    [Fact]
    public async Task A_ruling_that_races_the_appointment_of_another_chair_is_before_it_or_refused()
    {
        var company = await new SignedAgreement(api).Sign();
        var panel = PanelOf(company);
        var nora = company.Person("nora");
        (await company.Drafter.Post($"{panel}/members", new { subject = nora, function = "neither" }))
            .Expect(HttpStatusCode.Created);
        var (ruled, refused) = (0, 0);
        for (var round = 0; round < 40 && (round < 8 || ruled == 0 || refused == 0); round++)
        {
            var review = await company.Reject(await company.HandOff());
            await company.Vote(review, company.Member, "upheld");
            var voted = await company.Vote(review, company.Chair, "upheld");

            var appointing = company.Drafter.Post($"{panel}/chair", new { chair = nora });
            var ruling = company.Chair.Post(
                $"{review.Address}/ruling", company.Ruling("upheld"), ("If-Match", voted.Etag!));
            var (appointed, answer) = ((await appointing).Expect(HttpStatusCode.Created), await ruling);
            if (answer.Status == HttpStatusCode.Created)
            {
                Assert.InRange(answer.Position, 1, appointed.Position - 1);
                ruled++;
            }
            else
            {
                answer.ExpectProblem(403, "only-the-chair-rules");
                refused++;
            }
            (await company.Drafter.Post($"{panel}/chair", new { chair = company.Person("grace") }))
                .Expect(HttpStatusCode.Created);
        }
        Assert.True(refused > 0, $"{ruled} were ruled on, so the appointment was never first.");
    }

    [Fact]
    public async Task A_panel_is_changed_on_the_version_that_was_seen_and_once_for_a_key()
    {
        var company = await new SignedAgreement(api).Sign();
        var panel = PanelOf(company);
        var version = (await company.Chair.Get(panel)).Etag!;
        var nora = new { subject = company.Person("nora"), function = "neither" };
        (await company.Drafter.Post($"{panel}/members", nora, ("If-Match", version), ("Idempotency-Key", "n")))
            .Expect(HttpStatusCode.Created);
        (await company.Drafter.Post($"{panel}/members", nora, ("If-Match", version), ("Idempotency-Key", "n")))
            .Expect(HttpStatusCode.Created);
        (await company.Drafter.Post($"{panel}/chair", new { chair = nora.subject }, ("If-Match", version)))
            .ExpectProblem(412, "not-the-version-seen");

        var sid = await Remove(company, "sid", ("Idempotency-Key", "gone"));
        Assert.Equal(sid.Etag, (await Remove(company, "sid", ("Idempotency-Key", "gone"))).Etag);
        (await Remove(company, "mel", ("Idempotency-Key", "gone")))
            .ExpectProblem(422, "idempotency-key-used-for-another-request");
    }

    [Fact]
    public async Task A_panel_that_is_not_there_is_unknown()
    {
        var drafter = api.As("drafter", Role.Agreements);
        var panel = $"/v1/panels/{Guid.NewGuid()}";
        (await drafter.Post($"{panel}/members", new { subject = "nora", function = "neither" }))
            .ExpectProblem(404, "panel-is-unknown");
        (await drafter.Send(HttpMethod.Delete, $"{panel}/members/nora", null)).ExpectProblem(404, "panel-is-unknown");
        (await drafter.Send(HttpMethod.Delete, $"{panel}/members/%20", null))
            .ExpectProblem(400, "path-is-not-valid", "member");
    }

    private static string PanelOf(SignedAgreement company) => $"/v1/panels/{company.PanelId}";

    private static JsonElement Presiding(ApiAnswer answer) =>
        answer.Expect(HttpStatusCode.OK).Json.GetProperty("presiding");

    private static Task<ApiAnswer> PutRota(SignedAgreement company, DateOnly from, string[] members) =>
        company.Drafter.Send(
            HttpMethod.Put, $"{PanelOf(company)}/rota", new { from, members, weeksEach = 1, timeZone = "UTC" });

    private static Task<ApiAnswer> Remove(
        SignedAgreement company, string name, params (string Name, string Value)[] headers) =>
        company.Drafter.Send(
            HttpMethod.Delete, $"{PanelOf(company)}/members/{company.Person(name)}", null, headers);

    private static DateOnly MondayOf(DateTimeOffset now)
    {
        var day = DateOnly.FromDateTime(now.UtcDateTime);
        while (day.DayOfWeek != DayOfWeek.Monday)
            day = day.AddDays(-1);
        return day;
    }

    private async Task<List<string>> BiRows(string sql, Guid panelId)
    {
        await using var command = api.Database.Admin.CreateCommand(sql);
        command.Parameters.Add(new() { Value = panelId });
        var rows = new List<string>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
            rows.Add(reader.GetString(0));
        return rows;
    }
}

using System.Net;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Time;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace LeadLedger.Tests.Http;

/// <summary>The end of an agreement over HTTP: by each side, once, and what there is afterwards.</summary>
public sealed class TerminationTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const string Zone = "Europe/Zurich";

    private Month Current => LocalTime.MonthOf(api.Clock.GetUtcNow(), Zone);

    [Fact]
    public async Task Each_side_can_end_it_and_the_role_agreements_for_both()
    {
        foreach (var (by, party) in new (Func<SignedAgreement, ApiCaller>, string?)[]
        {
            (company => company.Marketing, "marketing"),
            (company => company.Manager, "sales"),
            (company => company.Drafter, null),
        })
        {
            var company = await new SignedAgreement(api).Sign();
            var ended = (await Terminate(company, by(company), Current)).Expect(HttpStatusCode.Created);

            Assert.Equal($"/v1/agreements/{company.Id}", ended.Response.Headers.Location!.ToString());
            Assert.Equal("\"5\"", ended.Etag);
            var ending = ended.Json.GetProperty("ending");
            Assert.Equal(Current.ToString(), ending.GetProperty("endsWith").GetString());
            Assert.Equal("We part.", ending.GetProperty("reason").GetString());
            Assert.Equal(party, ending.TryGetProperty("party", out var side) ? side.GetString() : null);
            Assert.Equal(
                LocalTime.StartOfMonth(Current.AddMonths(1), Zone), ending.GetProperty("endsAt").GetDateTimeOffset());
            Assert.Equal(ended.Text, (await company.Seller.Get($"/v1/agreements/{company.Id}")).Text);
        }
    }

    [Fact]
    public async Task Nobody_else_can()
    {
        var company = await new SignedAgreement(api).Sign();
        foreach (var other in new[]
        {
            company.Seller, api.As("stranger", Role.Marketing), api.As("stranger", Role.SalesManager),
            api.As("stranger", Role.Sales),
        })
        {
            (await Terminate(company, other, Current)).ExpectProblem(403, "termination-needs-a-party");
        }
        (await Terminate(company, company.Chair, Current)).ExpectProblem(403, "role-not-allowed");
    }

    [Fact]
    public async Task Nobody_ends_what_they_have_not_read()
    {
        var company = await new SignedAgreement(api).Sign();
        var address = $"/v1/agreements/{company.Id}/termination";
        var body = new { endsWith = Current, reason = "We part." };

        (await company.Marketing.Post(address, body)).ExpectProblem(428, "if-match-is-required", "If-Match");
        (await company.Marketing.Post(address, body, ("If-Match", "\"3\"")))
            .ExpectProblem(412, "not-the-version-seen");
    }

    [Fact]
    public async Task A_repeat_gets_the_first_answer_and_another_termination_is_refused()
    {
        var company = await new SignedAgreement(api).Sign();
        var key = ("Idempotency-Key", "the-end");
        var first = (await Terminate(company, company.Marketing, Current, headers: key)).Expect(HttpStatusCode.Created);
        var repeat = await Terminate(company, company.Marketing, Current, headers: key);

        Assert.Equal((first.Text, first.Etag, first.Position), (repeat.Text, repeat.Etag, repeat.Position));
        (await Terminate(company, company.Marketing, Current.AddMonths(1), headers: key))
            .ExpectProblem(422, "idempotency-key-used-for-another-request");
        (await Terminate(company, company.Manager, Current, version: 5))
            .ExpectProblem(409, "agreement-is-terminated");
    }

    [Fact]
    public async Task What_is_wrong_with_it_is_named_by_its_field()
    {
        var company = await new SignedAgreement(api).Sign();

        (await Terminate(company, company.Marketing, Current.AddMonths(-1)))
            .ExpectProblem(422, "termination-is-too-early", "endsWith");
        (await Terminate(company, company.Marketing, Current.AddMonths(121)))
            .ExpectProblem(422, "termination-is-too-far-ahead", "endsWith");
        (await Terminate(company, company.Marketing, Current, reason: " "))
            .ExpectProblem(422, "termination-needs-a-reason", "reason");
        (await Terminate(company, company.Marketing, Current, triggeredIn: Current.AddMonths(-1)))
            .ExpectProblem(409, "nothing-triggered-in", "triggeredIn");
        (await company.Marketing.Post(
            $"/v1/agreements/{company.Id}/termination", """{"endsWith":"soon","reason":"x"}""", ("If-Match", "\"4\"")))
            .ExpectProblem(400, "wrong-type", "endsWith");
    }

    [Fact]
    public async Task The_notice_of_the_terms_holds_unless_a_month_has_triggered()
    {
        var company = new SignedAgreement(api) { Adjust = it => it with { Termination = new TerminationTerms(2, 1) } };
        await company.Sign();
        (await Terminate(company, company.Manager, Current.AddMonths(1)))
            .ExpectProblem(422, "termination-is-too-early", "endsWith");

        var missed = Current.AddMonths(-1);
        await Trigger(company, missed);
        var ended = await Terminate(company, company.Manager, Current, triggeredIn: missed);
        var ending = ended.Expect(HttpStatusCode.Created).Json.GetProperty("ending");
        Assert.Equal(missed.ToString(), ending.GetProperty("triggeredIn").GetString());
    }

    [Fact]
    public async Task Nothing_more_is_agreed_once_it_is_ended()
    {
        var company = await new SignedAgreement(api).Sign();
        var revision = company.Proposal with { EffectiveFrom = Current.AddMonths(1) };
        var terms = $"/v1/agreements/{company.Id}/terms";
        (await company.Drafter.Post(terms, revision)).Expect(HttpStatusCode.Created);
        (await Terminate(company, company.Drafter, Current.AddMonths(3), version: 5)).Expect(HttpStatusCode.Created);

        (await company.Drafter.Post(terms, revision)).ExpectProblem(409, "agreement-is-terminated");
        (await company.Marketing.Post($"{terms}/2/signatures", null, ("If-Match", "\"6\"")))
            .ExpectProblem(409, "agreement-is-terminated");
    }

    [Fact]
    public async Task After_its_end_no_lead_is_handed_off_but_open_ones_are_worked()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var last = Current;
        var ended = (await Terminate(company, company.Marketing, last)).Expect(HttpStatusCode.Created);
        var during = api.Clock.GetUtcNow();
        await company.HandOff();

        // The pacing plan ends with the last month, and lists say so.
        var auditor = api.As("any", Role.Auditor);
        var seen = ("Ledger-Min-Position", ended.Header("Ledger-Position")!);
        Assert.Equal(last.Days, await PlannedDays(last));
        Assert.Equal(0, await PlannedDays(last.AddMonths(1)));
        var listed = (await company.Seller.Get("/v1/agreements", seen)).Json.GetProperty("items")[0];
        Assert.Equal(last.ToString(), listed.GetProperty("endsWith").GetString());

        api.Clock.Advance(LocalTime.StartOfMonth(last.AddMonths(1), Zone) - during + TimeSpan.FromMinutes(1));
        (await company.Marketing.Post("/v1/leads", company.HandoffBody()))
            .ExpectProblem(422, "no-terms-in-force-at-handoff");
        (await company.Seller.Post($"{lead}/contact-attempts", new { channel = "phone", outcome = "connected" }))
            .Expect(HttpStatusCode.Created);
        var late = new Dictionary<string, object?>
        {
            ["agreementId"] = company.Id,
            ["segment"] = "enterprise",
            ["bucket"] = "otherLowFit",
            ["conversionAction"] = "e-book",
            ["source"] = "paid-search",
            ["qualification"] = new Dictionary<string, string>(),
            ["person"] = new { name = "Kim Muster" },
            ["occurredAt"] = during,
        };
        var reported = (await company.Marketing.Post("/v1/leads", late)).Expect(HttpStatusCode.Created);
        Assert.Equal(1, reported.Json.GetProperty("termsVersion").GetInt32());

        async Task<int> PlannedDays(Month month) =>
            (await auditor.Get($"/v1/agreements/{company.Id}/months/{month}/pacing", seen)).Expect(HttpStatusCode.OK)
                .Json.GetProperty("days").EnumerateArray().Count(day => day.TryGetProperty("planned", out _));
    }

    private static Task<ApiAnswer> Terminate(
        SignedAgreement company,
        ApiCaller by,
        Month endsWith,
        string reason = "We part.",
        Month? triggeredIn = null,
        int version = 4,
        params (string, string)[] headers) =>
        by.Post(
            $"/v1/agreements/{company.Id}/termination",
            new { endsWith, reason, triggeredIn },
            [("If-Match", $"\"{version}\""), .. headers]);

    /// <summary>The month's account as its closing leaves it when the goal was missed.</summary>
    private async Task Trigger(SignedAgreement company, Month month)
    {
        var agreement = new AgreementId(company.Id);
        var fired = new TerminationTriggered(agreement, month, [month], Instants.Truncate(api.Clock.GetUtcNow()));
        var metadata = new EventMetadata("leadledger", "watch", fired.TriggeredAt);
        var appended = await api.App.Services.GetRequiredService<IEventStore>().Append(new StreamAppend(
            Identity.MonthOf(agreement, month),
            StreamKinds.Month.Name,
            0,
            [new NewEvent(Guid.NewGuid(), EventCatalog.Alias(fired), EventCatalog.Write(fired, null), metadata)],
            []));
        Assert.IsType<AppendResult.Appended>(appended);
    }
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;
using LeadLedger.Domain.Time;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Demonstration;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Panels;

namespace LeadLedger.Benchmarks.Http;

/// <summary>An agreement with the demonstration's terms, drafted, proposed and signed over HTTP, and its people.</summary>
internal sealed class ServedCompany
{
    private const string MarketingPerson = "mia";
    private const string Seller = "sam";
    private const string Manager = "max";
    private const string ChairPerson = "chris";
    private const string MemberPerson = "mo";

    private static readonly Member[] Members =
    [
        new(ChairPerson, MemberFunction.Neither),
        new(MemberPerson, MemberFunction.Marketing),
    ];

    private readonly ServedLedger _ledger;

    private ServedCompany(ServedLedger ledger, AgreementId agreementId) =>
        (_ledger, AgreementId) = (ledger, agreementId);

    public AgreementId AgreementId { get; }

    public AuthenticationHeaderValue Marketing => _ledger.Bearer(Role.Marketing, MarketingPerson);

    public AuthenticationHeaderValue Sales => _ledger.Bearer(Role.Sales, Seller);

    public static async Task<ServedCompany> Found(ServedLedger ledger, CancellationToken cancellation)
    {
        var drafter = ledger.Bearer(Role.Agreements, "ann");
        var panel = await Make(
            "/v1/panels",
            new SeatPanelRequest("The bench", Members, ChairPerson),
            drafter);
        var agreement = await Make("/v1/agreements", new { name = "Enterprise", salesTeam = "emea" }, drafter);
        var terms = $"/v1/agreements/{agreement}/terms";
        await Make(terms, Proposal(new PanelId(panel)), drafter);
        await Make($"{terms}/1/signatures", new { }, ledger.Bearer(Role.Marketing, MarketingPerson), version: 2);
        await Make($"{terms}/1/signatures", new { }, ledger.Bearer(Role.SalesManager, Manager), version: 3);
        return new ServedCompany(ledger, new AgreementId(agreement));

        async Task<Guid> Make(string path, object body, AuthenticationHeaderValue caller, int? version = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path)
            {
                Content = JsonContent.Create(
                    body, body.GetType(), new MediaTypeHeaderValue("application/json"), RequestJson.Options),
            };
            request.Headers.Authorization = caller;
            if (version is { } seen)
                request.Headers.IfMatch.Add(new EntityTagHeaderValue($"\"{seen}\""));
            using var answer = await ledger.Client.SendAsync(request, cancellation);
            if (!answer.IsSuccessStatusCode)
                throw new InvalidOperationException(await answer.Content.ReadAsStringAsync(cancellation));
            return Guid.TryParse(answer.Headers.Location!.ToString().Split('/')[^1], out var id) ? id : Guid.Empty;
        }
    }

    /// <summary>The body of a handoff, about as much as a real one says.</summary>
    public string Handoff(string reference) => JsonSerializer.Serialize(HandoffOf(reference), RequestJson.Options);

    /// <summary>The same as a line of a bulk.</summary>
    public string HandoffLine(string reference) => JsonSerializer.Serialize(
        new { command = "handOffLead", request = HandoffOf(reference) }, RequestJson.Options);

    private object HandoffOf(string reference) => new
    {
        agreementId = AgreementId,
        segment = "software",
        bucket = Bucket.HandRaiserHighFit,
        conversionAction = SimulatedAgreement.DemoRequest,
        source = "paid-search",
        campaign = "spring",
        qualification = new { budget = "confirmed", authority = "decides", need = "Replaces a tool of their own." },
        person = new
        {
            name = "Kim Muster",
            email = "kim.muster@example.org",
            phone = "+41 44 123 45 67",
            company = "Muster & Partner",
        },
        sourceSystem = "crm",
        externalReference = reference,
        assignee = Seller,
    };

    private static ProposeTermsRequest Proposal(PanelId panel)
    {
        var agreement = SimulatedAgreement.All[0];
        var month = LocalTime.MonthOf(TimeProvider.System.GetUtcNow(), agreement.TimeZone);
        var parties = new Parties([MarketingPerson], [Seller], [Manager]);
        var terms = SimulatedTerms.Of(agreement, parties, panel, month, backfilled: false);
        return new ProposeTermsRequest(
            terms.EffectiveFrom, terms.TimeZone, terms.Currency, terms.Parties, terms.Segments,
            terms.ConversionActions, terms.Valuation, terms.Goal, terms.MatrixLabels, terms.ResponseTimes,
            terms.Cadences, terms.Criteria, terms.ReasonCodes, terms.Curve, terms.Calendar, terms.Review);
    }
}

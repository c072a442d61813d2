using System.IO.Compression;
using System.Net;
using LeadLedger.Domain;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Server.Audit.Bundles;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Leads;

namespace LeadLedger.Tests.Verifying;

/// <summary><c>GET /v1/leads/{leadId}/bundle</c>: what is in it, for whom, and that it proves itself.</summary>
public sealed class LeadBundleTests(ApiFixture api) : IClassFixture<ApiFixture>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private ApiCaller Auditor => api.As("audra", Role.Auditor);

    private ApiCaller Operator => api.As("olga", Role.Operator);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_proves_the_lead_and_withholds_votes_until_the_ruling_even_from_auditors()
    {
        var company = await new SignedAgreement(api).Sign();
        var review = await company.Reject(await company.HandOff());
        await company.Vote(review, company.Member, "overturned");

        var bundle = await Read(Auditor, review.Lead);
        var verified = await Check(bundle);
        Assert.Empty(verified.Faults);
        Assert.Equal(1, verified.Withheld);
        // Agreement and panel: drafted, proposed, signed twice; seated.
        Assert.Equal(["lead", "agreement", "panel"], verified.Manifest.Streams.Select(stream => stream.Kind));
        Assert.Equal(verified.Manifest.Streams.Sum(stream => stream.Events), verified.Proven + verified.Withheld);
        Assert.NotEmpty(verified.Manifest.ReckonedWith);
        var vote = bundle["events.ndjson"].Split('\n')
            .Single(line => line.Contains("vote_cast", StringComparison.Ordinal));
        Assert.Contains("\"leaf\":null", vote, StringComparison.Ordinal);
        Assert.All(bundle.Values, text => Assert.DoesNotContain("The mail of March", text, StringComparison.Ordinal));

        (await company.VoteAndRule(review, "overturned")).Expect(HttpStatusCode.Created);
        var ruled = await Read(Auditor, review.Lead);
        Assert.Equal(0, (await Check(ruled)).Withheld);
        Assert.Contains("grace", ruled["explanations/1.txt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_person_is_ciphertext_in_what_is_proven_and_plain_only_in_what_the_reader_may_see()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var forAuditor = await Read(Auditor, lead);
        var forOperator = await Read(Operator, lead);
        foreach (var bundle in (Dictionary<string, string>[])[forAuditor, forOperator])
        {
            Assert.Empty((await Check(bundle)).Faults);
            Assert.All(
                bundle.Where(file => file.Key != "replay.json"),
                file => Assert.DoesNotContain("Kim Muster", file.Value, StringComparison.Ordinal));
            Assert.Contains("enc:v1:", bundle["events.ndjson"], StringComparison.Ordinal);
        }
        Assert.Contains("Kim Muster", forAuditor["replay.json"], StringComparison.Ordinal);
        Assert.DoesNotContain("Kim Muster", forOperator["replay.json"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_colleague_who_may_not_read_the_agreement_gets_the_hashes_of_its_events()
    {
        var company = await new SignedAgreement(api).Sign();
        var bundle = await Read(api.As("cole", Role.Colleague), await company.HandOff());
        var verified = await Check(bundle);
        Assert.Empty(verified.Faults);
        Assert.Equal(1, verified.Proven);
        Assert.Equal(verified.Manifest.Streams.Skip(1).Sum(stream => stream.Events), verified.Withheld);
    }

    [Fact]
    public async Task A_bundle_from_before_an_erasure_and_one_from_after_it_are_both_proven()
    {
        var company = await new SignedAgreement(api).Sign();
        var lead = await company.HandOff();
        var before = await Read(Auditor, lead);
        (await Operator.Post($"{lead}/erasure", new { ground = "subjectsRequest" })).Expect(HttpStatusCode.Created);
        var after = await Read(Auditor, lead);
        Assert.Empty((await Check(before)).Faults);
        Assert.Empty((await Check(after)).Faults);
        Assert.DoesNotContain("Kim Muster", after["replay.json"], StringComparison.Ordinal);
    }

    /// <summary>Every file's text by its name; the archive itself is kept to be checked.</summary>
    private async Task<Dictionary<string, string>> Read(ApiCaller caller, string lead)
    {
        var answer = (await caller.Get($"{lead}/bundle")).Expect(HttpStatusCode.OK);
        Assert.Equal("application/zip", answer.ContentType);
        var bytes = await answer.Response.Content.ReadAsByteArrayAsync();
        Directory.CreateDirectory(_folder.Path);
        var file = _folder[$"{Guid.NewGuid():N}.zip"];
        await File.WriteAllBytesAsync(file, bytes);
        var texts = new Dictionary<string, string> { [Archive] = file };
        using var zip = ZipFile.OpenRead(file);
        foreach (var entry in zip.Entries)
        {
            using var text = new StreamReader(entry.Open());
            texts.Add(entry.FullName, await text.ReadToEndAsync());
        }
        return texts;
    }

    private async Task<BundleVerification> Check(Dictionary<string, string> bundle)
    {
        var keys = (await Auditor.Get("/v1/audit/keys")).Expect(HttpStatusCode.OK).Json.GetProperty("keys");
        var pem = keys.EnumerateArray().Single().GetProperty("pem").GetString()!;
        return BundleCheck.Run(bundle[Archive], [SealPublicKey.FromPem("given", pem)], null);
    }

    private const string Archive = "(the archive)";
}

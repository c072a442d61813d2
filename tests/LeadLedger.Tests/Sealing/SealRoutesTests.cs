using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Server.Audit.Seals;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;

namespace LeadLedger.Tests.Sealing;

/// <summary>Seals, proofs and keys over HTTP, checked as an auditor would who trusts none of it.</summary>
public sealed class SealRoutesTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private ApiCaller Auditor => api.As("vera", Role.Auditor);

    [Fact]
    public async Task An_auditor_proves_that_an_event_is_sealed_and_that_seals_continue_one_another()
    {
        var company = await new SignedAgreement(api).Sign();
        var first = await SealedAfter(company);
        var later = await SealedAfter(company);
        var key = SealPublicKey.FromPem("s1", (await Auditor.Get("/v1/audit/keys"))
            .Json.GetProperty("keys")[0].GetProperty("pem").GetString()!);
        var plain = await PlainSeal.Of(api.Database.Service);

        for (var index = 0; index < first.TreeSize; index++)
        {
            var proof = (await Auditor.Get(
                $"/v1/audit/proofs/inclusion?position={plain.Positions[index]}&tree_size={later.TreeSize}")).Json;
            var seal = Signed(proof.GetProperty("seal"));
            Assert.True(seal.IsSignedBy(key));
            Assert.Equal(index, proof.GetProperty("index").GetInt64());
            Assert.True(MerkleTree.IsIncluded(
                TreeHash.OfLeaf(plain.Leaves[index]), index, later.TreeSize, Hashes(proof, "path"),
                seal.Checkpoint.Root));
        }
        var grown = (await Auditor.Get(
            $"/v1/audit/proofs/consistency?from={first.TreeSize}&to={later.TreeSize}")).Json;
        Assert.True(first.TreeSize < later.TreeSize);
        Assert.True(MerkleTree.IsConsistent(
            first.TreeSize, first.Root, later.TreeSize, later.Root, Hashes(grown, "proof")));
        Assert.Equal(first, Signed(grown.GetProperty("from")).Checkpoint);
    }

    [Fact]
    public async Task Seals_are_listed_in_pages_and_the_newest_is_at_hand()
    {
        var company = await new SignedAgreement(api).Sign();
        for (var i = 0; i < 3; i++)
            await SealedAfter(company);
        var listed = new List<long>();
        for (var next = "/v1/audit/seals?limit=2"; next is not null;)
        {
            var page = (await Auditor.Get(next)).Expect(HttpStatusCode.OK).Json;
            var items = page.GetProperty("items").EnumerateArray();
            listed.AddRange(items.Select(it => it.GetProperty("treeSize").GetInt64()));
            next = page.TryGetProperty("next", out var more) ? more.GetString() : null;
        }

        Assert.True(listed.Count >= 3);
        Assert.Equal(listed.Order().Distinct(), listed);
        Assert.Equal(listed[^1], (await Auditor.Get("/v1/audit/seals/latest")).Json.GetProperty("treeSize").GetInt64());
        var after = (await Auditor.Get($"/v1/audit/seals?after={listed[0]}")).Json.GetProperty("items");
        Assert.Equal(listed[1], after[0].GetProperty("treeSize").GetInt64());
    }

    [Fact]
    public async Task What_cant_be_proved_is_refused_with_its_reason()
    {
        var seal = await SealedAfter(await new SignedAgreement(api).Sign());

        (await Auditor.Get("/v1/audit/proofs/inclusion")).ExpectProblem(400, "query-is-not-valid", "position");
        (await Auditor.Get("/v1/audit/proofs/inclusion?position=999999999")).ExpectProblem(404, "not-sealed-yet");
        (await Auditor.Get($"/v1/audit/proofs/inclusion?position=1&tree_size=999999999"))
            .ExpectProblem(404, "not-found");
        (await Auditor.Get("/v1/audit/proofs/consistency?from=0")).ExpectProblem(404, "not-found");
        (await Auditor.Get($"/v1/audit/proofs/consistency?from={seal.TreeSize}&to=0")).ExpectProblem(404, "not-found");
        var same = (await Auditor.Get($"/v1/audit/proofs/consistency?from={seal.TreeSize}&to={seal.TreeSize}")).Json;
        Assert.Empty(Hashes(same, "proof"));
    }

    [Fact]
    public void The_documents_examples_are_true()
    {
        var (small, large) = (SealExamples.Small, SealExamples.Large);
        Assert.All(
            [small, large],
            seal => Assert.True(SignedCheckpoint.Parse(seal.Note)!.IsSignedBy(SealExamples.Key)));
        Assert.True(MerkleTree.IsIncluded(
            TreeHash.OfLeaf("c"u8), 2, 5, Read(SealExamples.Inclusion.Path), Root(large)));
        Assert.True(MerkleTree.IsConsistent(3, Root(small), 5, Root(large), Read(SealExamples.Consistency.Proof)));
    }

    private async Task<Checkpoint> SealedAfter(SignedAgreement company)
    {
        await company.HandOff();
        var mark = await Sample.Scalar<long>(api.Database.Service, "select max(seq_id) from ledger.mt_events");
        await SealerTests.SealedUpTo(api.Database, mark);
        return Signed((await Auditor.Get("/v1/audit/seals/latest")).Json).Checkpoint;
    }

    private static SignedCheckpoint Signed(JsonElement seal) =>
        SignedCheckpoint.Parse(seal.GetProperty("note").GetString()!)!;

    private static List<TreeHash> Hashes(JsonElement proof, string name) =>
        Read([.. proof.GetProperty(name).EnumerateArray().Select(hash => hash.GetString()!)]);

    private static List<TreeHash> Read(IReadOnlyList<string> hashes) =>
        [.. hashes.Select(hash => new TreeHash(Convert.FromBase64String(hash)))];

    private static TreeHash Root(SealRead seal) => new(Convert.FromBase64String(seal.Root));
}

using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Explaining;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Server.Access;
using LeadLedger.Server.Audit.Explaining;
using LeadLedger.Server.Audit.Replaying;
using LeadLedger.Server.Audit.Seals;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Reviews;

namespace LeadLedger.Server.Audit.Bundles;

/// <summary><c>GET /v1/leads/{leadId}/bundle</c>: a lead's history in one file that proves itself elsewhere.</summary>
internal static class ReadBundleEndpoint
{
    /// <summary>How long the seal is waited for: it follows the writers within a second or two.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly OperationText Text = new(
        "Reads a lead's proof bundle",
        "A zip archive: the lead's events and those of its agreement and panels as they are sealed, personal text as "
        + "ciphertext, each with its inclusion proof against one signed checkpoint; the public keys; and, as the "
        + "caller may see it, the replay. `leadledger verify bundle.zip` checks it without the database. Votes that "
        + "are withheld from the caller are there as hashes. The newest events are waited for until they are sealed "
        + "(docs/verifying.md).",
        null,
        "PK… (a zip archive)")
    {
        AnswerContentType = BundleFormat.ContentType,
        Problems = [Problems.NotSealedYet, Problems.ReadNotRecorded],
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        var anchoring = routes.ServiceProvider.GetRequiredService<Anchoring>();
        routes.MapFreshQuery("/leads/{leadId}/bundle", LeadAccess.Readers, call => Handle(call, anchoring), Text);
    }

    private static async Task<Answer> Handle(QueryCall call, Anchoring anchoring)
    {
        var reading = await LeadAccess.Read(call);
        if (reading.Value is not { } seen)
            return reading.Problem!;
        var sources = await BundleSources.Of(call, seen);
        await using var connection = await call.Read.Database.OpenConnectionAsync(call.Cancellation);
        var tree = new SealedTree(connection);
        var last = seen.History.Steps[^1].Recorded.Position;
        if (await BundleProofs.WaitForSeal(tree, last, Patience, call.Cancellation) is not { } latest)
            return Problems.NotSealedYet;
        var anchored = anchoring.File is { } file ? AnchorFile.ReadLast(file) : null;
        // An anchored checkpoint is the best to prove anything against.
        var against = anchored is { Checkpoint: var it }
            && it.LastPosition >= last && it.TreeSize <= latest.Checkpoint.TreeSize
                ? anchored
                : latest;
        var proofs = await BundleProofs.Make(connection, sources.Streams, against, anchored, call.Cancellation);
        var archive = Pack(seen, sources, proofs, await Explain(call, seen), call.Read.Clock.Now());
        await Write(call, seen, archive, against);
        return Answer.Written;
    }

    /// <summary>Why it was rejected, each time, in words, for whoever may ask that.</summary>
    private static async Task<IReadOnlyList<(string Name, string Text)>> Explain(QueryCall call, SeenLead seen)
    {
        var texts = new List<(string, string)>();
        if (!call.Caller.IsAny(ReadReviewEndpoint.Readers))
            return texts;
        var cases = seen.Present.Facts.ClosedCases.Select(closed => closed.Number).ToList();
        if (seen.Present is Lead.UnderReview open)
            cases.Add(open.Case.Number);
        foreach (var number in cases)
        {
            var explanation = await CaseRecords.Explain(
                call.Read.Store, seen.History, number, seen.Disclosure, call.Read.Clock.Now(), call.Cancellation);
            if (explanation is not null)
                texts.Add(($"{BundleFormat.ExplanationsFolder}{number}.txt", PrintedExplanation.Of(explanation)));
        }
        return texts;
    }

    private static byte[] Pack(
        SeenLead seen,
        BundleSources sources,
        BundleProofs proofs,
        IReadOnlyList<(string Name, string Text)> explanations,
        DateTimeOffset now)
    {
        var sealing = proofs.Checkpoint.Checkpoint;
        var lead = seen.Present.Facts.Id.Value;
        var events = proofs.Leaves
            // What was recorded since the lead was looked at isn't shown by what it was then.
            .Where(proven => proven.Leaf.StreamId != lead || proven.Leaf.Version <= seen.History.Version)
            .Select(sources.Show).ToList();
        var manifest = new BundleManifest(
            BundleFormat.Name, sealing.LedgerId, lead, seen.History.Version, now, sealing.TreeSize,
            [
                .. sources.Kinds.Select(stream => new BundleStream(
                    stream.Key, stream.Value, events.Count(it => it.StreamId == stream.Key))),
            ],
            sources.ReckonedWith,
            []);
        var archive = new BundleArchive();
        var fingerprints = string.Join("\n", proofs.Keys.Select(key => $"    {key.Sha256} ({key.Id})"));
        archive.Add(BundleFormat.Readme, BundleReadme.Of(manifest, fingerprints));
        archive.Add(BundleFormat.Checkpoint, proofs.Checkpoint.Note);
        foreach (var key in proofs.Keys)
            archive.Add($"{BundleFormat.KeysFolder}{key.Id}.pem", key.Pem);
        foreach (var rotation in proofs.Rotations)
            archive.Add($"{BundleFormat.KeysFolder}rotation-{rotation.Checkpoint.TreeSize}.txt", rotation.Note);
        archive.Add(BundleFormat.Events, Lines(events));
        if (proofs.Anchored is { } anchored)
        {
            archive.Add(
                BundleFormat.Consistency,
                new BundleConsistency(anchored.From.Note, [.. anchored.Proof.Select(hash => $"{hash}")]),
                BundleFormat.Indented);
        }
        archive.Add(
            BundleFormat.Replay, LeadReplay.Of(seen.History, ReplayBound.All, seen.Disclosure), RequestJson.Options);
        foreach (var (name, text) in explanations)
            archive.Add(name, text);
        return archive.Close(manifest);
    }

    private static string Lines(IEnumerable<BundleEvent> events) => string.Concat(
        events.Select(it => System.Text.Json.JsonSerializer.Serialize(it, BundleFormat.Json) + "\n"));

    private static async Task Write(QueryCall call, SeenLead seen, byte[] archive, SignedCheckpoint against)
    {
        var response = call.Http.Response;
        var lead = seen.Present.Facts.Id.Value;
        var position = against.Checkpoint.LastPosition;
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.ContentDisposition =
            FormattableString.Invariant($"attachment; filename=\"lead-{lead}-v{seen.History.Version}.zip\"");
        response.Headers[AnswerWriting.PositionName] = FormattableString.Invariant($"{position}");
        response.ContentType = BundleFormat.ContentType;
        response.ContentLength = archive.Length;
        await response.Body.WriteAsync(archive, call.Cancellation);
    }
}

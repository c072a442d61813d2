using LeadLedger.Domain;
using LeadLedger.EventStore.Sealing;
using LeadLedger.Server.Http;
using Microsoft.AspNetCore.Http.Extensions;

namespace LeadLedger.Server.Audit.Seals;

/// <summary><c>GET /v1/audit/seals</c>, <c>…/latest</c>, <c>GET /v1/audit/keys</c>: what was signed, by whom.</summary>
internal static class SealRoutes
{
    public static readonly Role[] Readers = [Role.Auditor, Role.Operator];

    private const string Tag = "audit";

    private static readonly OperationText ListText = new(
        "Lists seals",
        "Signed checkpoints in order: each vouches for the ledger's first events, as many as its tree size says. "
        + "The note is the whole of it, text and signatures, to be kept outside and checked without us.",
        null,
        new Page<SealRead>([SealExamples.Small, SealExamples.Large], null))
    { Tag = Tag };

    private static readonly OperationText LatestText = new(
        "Reads the newest seal",
        "The newest signed checkpoint. A new one is made about a second after an append, later while very many append, "
        + "and none while nothing is appended.",
        null,
        SealExamples.Large)
    { Tag = Tag };

    private static readonly OperationText KeysText = new(
        "Reads the keys",
        "The public keys that have signed checkpoints, in the order in which they took over. Compare what is here "
        + "with a copy that came to you another way: whoever changes the ledger could change this answer too.",
        null,
        SealExamples.Keys)
    { Tag = Tag };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapFreshQuery("/audit/seals", Readers, List, ListText,
            new QueryParameter(
                "after", typeof(long), "After which tree size; 0 (unless said) is from the first.", 1000L),
            QueryParameter.Paging[0]);
        routes.MapFreshQuery("/audit/seals/latest", Readers, ReadLatest, LatestText);
        var keys = routes.ServiceProvider.GetRequiredService<SealKeys>();
        routes.MapFreshQuery("/audit/keys", Readers, call => ReadKeys(call, keys), KeysText);
    }

    private static async Task<Answer> List(QueryCall call)
    {
        var after = call.Query.Position("after") ?? 0;
        var limit = call.Query.Limit();
        if (call.Query.Problem is { } problem)
            return problem;
        await using var connection = await call.Read.Database.OpenConnectionAsync(call.Cancellation);
        var found = await new SealedTree(connection).CheckpointsAfter(after, limit + 1, call.Cancellation);
        var items = found.Take(limit).Select(SealRead.Of).ToList();
        var next = found.Count > limit ? AddressAfter(call.Http.Request, items[^1].TreeSize) : null;
        return Answer.Ok(new Page<SealRead>(items, next)) with { Next = next };
    }

    private static async Task<Answer> ReadLatest(QueryCall call)
    {
        if (call.Query.Problem is { } problem)
            return problem;
        await using var connection = await call.Read.Database.OpenConnectionAsync(call.Cancellation);
        return await new SealedTree(connection).Latest(call.Cancellation) is { } latest
            ? Answer.Ok(SealRead.Of(latest))
            : Problems.NotFound("seal: nothing is sealed yet");
    }

    private static async Task<Answer> ReadKeys(QueryCall call, SealKeys ours)
    {
        if (call.Query.Problem is { } problem)
            return problem;
        await using var connection = await call.Read.Database.OpenConnectionAsync(call.Cancellation);
        var tree = new SealedTree(connection);
        var current = ours.Current.Public;
        var keys = (await tree.Keys(call.Cancellation))
            .Select(key => Shown(key.Key, key.FirstTreeSize, key.Key.Fingerprint == current.Fingerprint)).ToList();
        if (!keys.Exists(key => key.IsCurrent))
            keys.Add(Shown(current, null, isCurrent: true));
        return Answer.Ok(new SealKeysRead(await tree.LedgerId(call.Cancellation), keys));
    }

    private static SealKeyRead Shown(SealPublicKey key, long? firstTreeSize, bool isCurrent) =>
        new(key.Id, key.Pem, key.Sha256, firstTreeSize, isCurrent);

    private static string AddressAfter(HttpRequest request, long treeSize)
    {
        var query = new QueryBuilder(request.Query.Where(given => given.Key != "after"))
        {
            { "after", treeSize.ToString(System.Globalization.CultureInfo.InvariantCulture) },
        };
        return request.Path + query.ToQueryString();
    }
}

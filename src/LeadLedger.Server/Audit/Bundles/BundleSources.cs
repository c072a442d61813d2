using LeadLedger.Domain.Leads;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Audit.Bundles;

/// <summary>Which streams' events a bundle is made of, and which of those events the caller may see.</summary>
/// <param name="Kinds">The streams, the lead's own first, by their kinds.</param>
/// <param name="Closed">Streams of which the caller may know nothing but that they were sealed.</param>
/// <param name="Votes">Ids of votes that are withheld from the caller.</param>
/// <param name="Foreign">Ids of events that aren't ours: nobody knows what they hold, so no door shows it.</param>
/// <param name="ReckonedWith">The data that the lead's deadlines were reckoned with.</param>
internal sealed record BundleSources(
    IReadOnlyDictionary<Guid, string> Kinds,
    IReadOnlySet<Guid> Closed,
    IReadOnlySet<Guid> Votes,
    IReadOnlySet<Guid> Foreign,
    IReadOnlyList<BundleReckoning> ReckonedWith)
{
    private const string UntilTheRuling = "until the ruling";
    private const string NotOurs = "of a foreign writer";
    private const string NotTheirs = "of an agreement or panel that isn't the reader's to see";

    public IReadOnlyList<Guid> Streams => [.. Kinds.Keys];

    public static async Task<BundleSources> Of(QueryCall call, SeenLead seen)
    {
        var lead = seen.Present;
        var agreement = lead.Facts.Handoff.AgreementId.Value;
        var panels = LeadAccess.PanelIdsOf(lead, seen.Agreement).Select(panel => panel.Value).ToList();
        var kinds = new Dictionary<Guid, string>
        {
            [lead.Facts.Id.Value] = StreamKinds.Lead.Name,
            [agreement] = StreamKinds.Agreement.Name,
        };
        foreach (var panel in panels)
            kinds.Add(panel, StreamKinds.Panel.Name);
        // Terms, criteria and seats are known to who may read the agreement.
        var isOpen = await AgreementAccess.MayRead(call.Read, call.Caller, seen.Agreement, call.Cancellation);
        return new BundleSources(
            kinds,
            isOpen ? new HashSet<Guid>() : [agreement, .. panels],
            seen.History.Steps
                .Where(step => step.Event is VoteCast vote && !seen.Disclosure.MaySee(vote))
                .Select(step => step.Recorded.Id).ToHashSet(),
            seen.History.Steps.Where(step => step.Event is null).Select(step => step.Recorded.Id).ToHashSet(),
            Reckonings(seen.History));
    }

    /// <summary>An event with its proof, or its hash alone.</summary>
    public BundleEvent Show(ProvenLeaf proven)
    {
        var (leaf, index, hash, path) = proven;
        var stream = leaf.StreamId!.Value;
        var withheld = Votes.Contains(leaf.Id) ? UntilTheRuling
            : Foreign.Contains(leaf.Id) ? NotOurs
            : Closed.Contains(stream) ? NotTheirs
            : null;
        return new BundleEvent(
            stream, leaf.Version, leaf.Type, leaf.Position, index, $"{hash}", [.. path.Select(one => $"{one}")],
            withheld is null ? BundleLeaf.Of(leaf) : null, withheld);
    }

    private static IReadOnlyList<BundleReckoning> Reckonings(LeadHistory history) =>
    [
        .. history.Steps.Select(step => step.After).OfType<Lead.Existing>()
            .SelectMany(state => state.Facts.Periods)
            .Select(period => new BundleReckoning(
                period.ReckonedWith.CalendarVersion, period.ReckonedWith.TimeZoneDataVersion))
            .Distinct(),
    ];
}

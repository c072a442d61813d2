using System.Security.Cryptography;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running;
using LeadLedger.Tests.ReadModels;

namespace LeadLedger.Benchmarks;

/// <summary>
/// Appends as the service makes them. The store doesn't look into payloads, so where only the store is measured all
/// leads share one.
/// </summary>
internal static class Samples
{
    private static readonly EventMetadata Metadata = new(
        "mia",
        "marketing",
        Company.Start,
        CorrelationId: "0af7651916cd43dd8448eb211c80319c",
        IdempotencyKey: "3b9f2c1e-7c55-4f0e-9d0a-5f1f6c8f2a11",
        RequestHash: Convert.ToBase64String(SHA256.HashData("request"u8)));

    private const string MasterKeyId = "k1";

    private static readonly byte[] MasterKey = RandomNumberGenerator.GetBytes(32);

    private static readonly WrappedKey Key = Wrapped();

    /// <summary>A <c>lead_handed_off</c> of about 1 KB.</summary>
    public static ReadOnlyMemory<byte> HandedOff { get; } = Payload(HandoffOf(Company.Lead(1)));

    /// <summary>
    /// A new lead's first events, each with the payload of a handoff, and its key. The service makes its id of the time
    /// (v7) where the caller has none; one that is derived from the caller's reference lies anywhere in the indexes.
    /// </summary>
    public static StreamAppend NewLead(int events = 1, bool isIdDerived = false) => new(
        isIdDerived ? Guid.NewGuid() : Guid.CreateVersion7(),
        "lead",
        0,
        [.. Enumerable.Range(0, events).Select(_ => Event("lead_handed_off", HandedOff))],
        [],
        Key);

    public static NewEvent Event(string type, ReadOnlyMemory<byte> data) => new(Guid.NewGuid(), type, data, Metadata);

    /// <summary>An event with its personal text encrypted under the lead's key.</summary>
    public static NewEvent Event(object evt, PersonalKey key) =>
        Event(EventCatalog.Alias(evt), EventCatalog.Write(evt, key));

    public static WrappedKey KeyOf(PersonalKey key) => new(MasterKeyId, key.WrapUnder(MasterKey));

    /// <summary>Secrets of a service that can read what was appended here.</summary>
    public static Secrets MakeSecrets() => Secrets.Make(forDevelopment: true) with
    {
        CurrentMasterKey = MasterKeyId,
        MasterKeys = new Dictionary<string, byte[]> { [MasterKeyId] = MasterKey },
    };

    public static LeadHandedOff HandoffOf(Guid lead) => Company.HandedOff(
        lead, Company.Handoff(Company.Enterprise, Company.Terms(), Company.Start));

    public static ReadOnlyMemory<byte> Payload(object evt)
    {
        using var key = PersonalKey.Create(Guid.NewGuid());
        return EventCatalog.Write(evt, key);
    }

    /// <summary>
    /// Appends, and insists that it was taken: a refusal costs less and must not count. On a busy machine it may have
    /// to queue again, as a bulk does: nothing was written then, and the time counts.
    /// </summary>
    public static async Task Take(IEventStore store, StreamAppend append, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                var result = await store.Append(append, cancellation);
                if (result is not AppendResult.Appended)
                    throw new InvalidOperationException($"An append was refused: {result}");
                return;
            }
            catch (EventStoreBusyException)
            {
                cancellation.ThrowIfCancellationRequested();
            }
        }
    }

    private static WrappedKey Wrapped()
    {
        using var key = PersonalKey.Create(Guid.NewGuid());
        return KeyOf(key);
    }
}

using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.Ledger;

namespace LeadLedger.Tests.Contracts;

/// <summary>
/// What is stored has to be readable for ever: one committed file for each stored name, written once and never edited.
/// A shape that gains a field that may be left out gains a file beside the first one (<c>name-2.json</c>); any other
/// change of a shape is a new name with a file of its own. The personal text in them is encrypted under the key beside
/// them, so the scheme is part of the contract too.
/// </summary>
public sealed class EventContractTests
{
    public static TheoryData<string> Names => [.. EventCatalog.All.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<string> Files => [.. AllFiles];

    public static TheoryData<string> FilesReadShortly =>
        [.. AllFiles.Where(file => StoredEventsTests.ReadShortly.Contains(NameOf(file)))];

    private static IReadOnlyList<string> AllFiles { get; } =
    [
        .. typeof(EventContractTests).Assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".json", StringComparison.Ordinal)
                && name.Contains(".Contracts.", StringComparison.Ordinal))
            .Select(name => name.Split('.')[^2])
            .Except(["personal-key"])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The committed events of a kind, with personal text that can't be read.</summary>
    internal static IReadOnlyList<TEvent> Examples<TEvent>() =>
    [
        .. AllFiles.Select(file => EventCatalog.Read(Recorded(NameOf(file), Contract(file)), key: null))
            .OfType<TEvent>(),
    ];

    [Fact]
    public void Every_stored_name_has_its_file_and_every_file_its_stored_name() => Assert.Equal(
        EventCatalog.All.Keys.Order(StringComparer.Ordinal),
        AllFiles.Select(NameOf).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Files))]
    public void An_old_event_loads_and_is_written_again_as_it_was(string file)
    {
        var name = NameOf(file);
        var stored = Contract(file);
        using var key = PersonalTextKey();
        var loaded = EventCatalog.Read(Recorded(name, stored), key);

        Assert.NotNull(loaded);
        Assert.Equal(name, EventCatalog.Alias(loaded));
        var written = JsonNode.Parse(EventCatalog.Write(loaded, key));
        Assert.Equal(Decrypted(JsonNode.Parse(stored), key)!.ToJsonString(), Decrypted(written, key)!.ToJsonString());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void An_old_event_loads_without_the_key_too(string file) =>
        Assert.NotNull(EventCatalog.Read(Recorded(NameOf(file), Contract(file)), key: null));

    /// <summary>A field that the short way doesn't know would send every such event the long way.</summary>
    [Theory]
    [MemberData(nameof(FilesReadShortly))]
    public void What_is_read_the_short_way_is_what_the_long_way_reads(string file)
    {
        var name = NameOf(file);
        var theLongWay = PersonalTextConverter.Under(
            null,
            () => JsonSerializer.Deserialize(Contract(file), EventCatalog.All[name], LedgerJson.Options));
        Assert.Equivalent(theLongWay, StoredEvents.Read(name, Contract(file)), strict: true);
    }

    /// <summary>Otherwise a field could be renamed and no file would tell.</summary>
    [Theory]
    [MemberData(nameof(Names))]
    public void The_examples_have_every_field_that_their_event_can_have(string name)
    {
        var missing = new List<string>();
        var examples = AllFiles.Where(file => NameOf(file) == name).Select(file => JsonNode.Parse(Contract(file)));
        Compare([.. examples], LedgerJson.Options.GetTypeInfo(EventCatalog.All[name]), name, missing);
        Assert.Empty(missing);
    }

    private static void Compare(List<JsonNode?> examples, JsonTypeInfo type, string path, List<string> missing)
    {
        switch (type.Kind)
        {
            case JsonTypeInfoKind.Object:
                foreach (var property in type.Properties)
                {
                    var at = $"{path}.{property.Name}";
                    var values = examples.Select(example => example![property.Name])
                        .Where(value => value is not null).ToList();
                    if (values.Count == 0)
                        missing.Add(at);
                    else
                        Compare(values, type.Options.GetTypeInfo(property.PropertyType), at, missing);
                }
                break;
            case JsonTypeInfoKind.Enumerable:
                Compare(
                    [.. examples.SelectMany(list => list!.AsArray())],
                    type.Options.GetTypeInfo(type.ElementType!), $"{path}[]", missing);
                break;
            case JsonTypeInfoKind.Dictionary:
                Compare(
                    [.. examples.SelectMany(map => map!.AsObject().Select(entry => entry.Value))],
                    type.Options.GetTypeInfo(type.ElementType!), $"{path}.*", missing);
                break;
        }
    }

    /// <summary>The same with personal text in the clear, which is encrypted differently each time.</summary>
    private static JsonNode? Decrypted(JsonNode? node, PersonalKey key) => node switch
    {
        JsonObject members => new JsonObject(
            members.OrderBy(member => member.Key, StringComparer.Ordinal)
                .Select(member => KeyValuePair.Create(member.Key, Decrypted(member.Value, key)))),
        JsonArray elements => new JsonArray([.. elements.Select(element => Decrypted(element, key))]),
        JsonValue value when value.TryGetValue<string>(out var text)
            && text.StartsWith(PersonalKey.Prefix, StringComparison.Ordinal) => JsonValue.Create(key.Decrypt(text)),
        _ => node?.DeepClone(),
    };

    private static RecordedEvent Recorded(string name, byte[] data) => new(
        Guid.Empty, Guid.Empty, 1, 1, name, data, DateTimeOffset.UnixEpoch,
        new EventMetadata("somebody", null, DateTimeOffset.UnixEpoch));

    private static PersonalKey PersonalTextKey()
    {
        var kept = JsonDocument.Parse(Contract("personal-key")).RootElement;
        return PersonalKey.Unwrap(
            kept.GetProperty("streamId").GetGuid(),
            kept.GetProperty("wrappedKey").GetBytesFromBase64(),
            kept.GetProperty("masterKey").GetBytesFromBase64());
    }

    /// <summary>The stored name, without the number of a later file.</summary>
    private static string NameOf(string file) => file.Split('-')[0];

    private static byte[] Contract(string name)
    {
        using var stream = typeof(EventContractTests).Assembly
            .GetManifestResourceStream($"LeadLedger.Tests.Contracts.{name}.json")
            ?? throw new FileNotFoundException($"There is no contract of {name}.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}

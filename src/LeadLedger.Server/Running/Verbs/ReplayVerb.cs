using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json;
using LeadLedger.EventStore;
using LeadLedger.Server.Access;
using LeadLedger.Server.Audit;
using LeadLedger.Server.Audit.Replaying;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running.Database;
using Npgsql;

namespace LeadLedger.Server.Running.Verbs;

/// <summary>
/// <c>leadledger replay</c>: a lead's life printed for people. Whoever runs it holds the database; the person is shown
/// only when asked for, with the secrets, and that is put on the record.
/// </summary>
internal static class ReplayVerb
{
    private static readonly Argument<Guid> Lead = new("lead") { Description = "The lead's id." };

    private static readonly Option<long?> Version = new("--version")
    {
        Description = "Up to this version of the lead.",
    };

    private static readonly Option<DateTimeOffset?> At = Instant(
        "--at", "As it was then, late reports included: 2026-03-02T09:00:00Z.");

    private static readonly Option<DateTimeOffset?> KnownAt = Instant(
        "--known-at", "As it was known then. May be given together with --at.");

    private static readonly Option<bool> Json = new("--json") { Description = "The answer of the API, indented." };

    private static readonly Option<bool> WithPerson = new("--with-person")
    {
        Description = "Show what is about the person too. That it was read is put on the record.",
    };

    private static readonly Option<string> Reader = new("--reader")
    {
        Description = "Who reads, for the record; the user of this machine if not given.",
        DefaultValueFactory = _ => System.Environment.UserName,
    };

    public static Command Create()
    {
        var replay = new Command("replay", "Print a lead's life step by step: as it was, or as it was known.")
        {
            Lead, Version, At, KnownAt, Json, WithPerson, Reader,
        };
        replay.Validators.Add(RefuseContradiction);
        replay.SetAction(Run);
        return replay;
    }

    private static Option<DateTimeOffset?> Instant(string name, string description) => new(name)
    {
        Description = description,
        CustomParser = given =>
        {
            if (Instants.TryParse(given.Tokens[0].Value, out var instant))
                return instant;
            given.AddError($"{name} is an instant with its offset, such as 2026-03-02T09:00:00Z.");
            return null;
        },
    };

    private static void RefuseContradiction(CommandResult given)
    {
        if (given.GetResult(Version) is not null && (given.GetResult(At) ?? given.GetResult(KnownAt)) is not null)
            given.AddError("--version says which events are replayed: leave it out, or leave out --at and --known-at.");
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var bound = new ReplayBound(parsed.GetValue(Version), parsed.GetValue(At), parsed.GetValue(KnownAt));
        var settings = Settings.OfThisProcess();
        await using var ledger = await LedgerDatabase.OpenCurrent(settings, cancellation);
        await using var database = Pools.ForLedger(ledger.Service);
        await using var store = new PostgresEventStore(database, new EventStoreOptions { WakeOtherNodes = false });
        var slice = await store.ReadStream(parsed.GetValue(Lead), StreamBound.All, cancellation);
        var withPerson = parsed.GetValue(WithPerson);
        using var key = withPerson ? Secrets.For(settings).ForLedger().KeyOf(slice) : null;
        if (LeadHistory.Of(slice, key) is not { } history)
            return await Fail($"There is no lead {parsed.GetValue(Lead)}.");
        if (!(bound.Version is null or > 0) || bound.Version > history.Version)
            return await Fail($"The lead has versions 1 to {history.Version}.");
        if (withPerson && !history.IsErased)
            await Note(database, parsed.GetValue(Reader)!, slice.StreamId, cancellation);
        var disclosure = Disclosure.OfOperator(history.Present, withPerson);
        await Console.Out.WriteAsync(parsed.GetValue(Json)
            ? JsonSerializer.Serialize(LeadReplay.Of(history, bound, disclosure), Indented) + "\n"
            : PrintedReplay.Of(history, bound, disclosure));
        return 0;
    }

    private static JsonSerializerOptions Indented { get; } = new(RequestJson.Options) { WriteIndented = true };

    private static Task Note(NpgsqlDataSource database, string reader, Guid lead, CancellationToken cancellation) =>
        new ReadRecord(database).Write(
            new PersonalRead(reader, "operator", $"{ReadRecord.CommandLineDoor} replay", null), [lead], cancellation);

    private static async Task<int> Fail(string why)
    {
        await Console.Error.WriteLineAsync($"leadledger: {why}");
        return CommandLine.Failed;
    }
}

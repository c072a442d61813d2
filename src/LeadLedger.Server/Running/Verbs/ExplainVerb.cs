using System.CommandLine;
using System.Text.Json;
using LeadLedger.Domain.Leads.Explaining;
using LeadLedger.EventStore;
using LeadLedger.Server.Access;
using LeadLedger.Server.Audit;
using LeadLedger.Server.Audit.Explaining;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Running.Database;

namespace LeadLedger.Server.Running.Verbs;

/// <summary>
/// <c>leadledger explain</c>: why a lead was rejected, printed for people. Whoever runs it holds the database; what
/// people wrote about the person is shown only when asked for, with the secrets, and that is put on the record.
/// </summary>
internal static class ExplainVerb
{
    private static readonly Argument<Guid> Lead = new("lead") { Description = "The lead's id." };

    private static readonly Argument<int> Case = new("case")
    {
        Description = "Which of its rejections: 1 (unless said) is the first.",
        DefaultValueFactory = _ => 1,
    };

    private static readonly Option<bool> Json = new("--json") { Description = "The answer of the API, indented." };

    private static readonly Option<bool> WithPerson = new("--with-person")
    {
        Description = "Show what people wrote about the person too. That it was read is put on the record.",
    };

    private static readonly Option<string> Reader = new("--reader")
    {
        Description = "Who reads, for the record; the user of this machine if not given.",
        DefaultValueFactory = _ => Environment.UserName,
    };

    private static JsonSerializerOptions Indented { get; } = new(RequestJson.Options) { WriteIndented = true };

    public static Command Create()
    {
        var explain = new Command("explain", "Print why a lead was rejected: who, by what promises, judged by whom.")
        {
            Lead, Case, Json, WithPerson, Reader,
        };
        explain.SetAction(Run);
        return explain;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        var (lead, number) = (parsed.GetValue(Lead), parsed.GetValue(Case));
        var withPerson = parsed.GetValue(WithPerson);
        var settings = Settings.OfThisProcess();
        await using var ledger = await LedgerDatabase.OpenCurrent(settings, cancellation);
        await using var database = Pools.ForLedger(ledger.Service);
        await using var store = new PostgresEventStore(database, new EventStoreOptions { WakeOtherNodes = false });
        var slice = await store.ReadStream(lead, StreamBound.All, cancellation);
        using var key = withPerson ? Secrets.For(settings).ForLedger().KeyOf(slice) : null;
        if (LeadHistory.Of(slice, key) is not { } history)
            return await Fail($"There is no lead {lead}.");
        var disclosure = Disclosure.OfOperator(history.Present, withPerson);
        var now = TimeProvider.System.Now();
        if (await CaseRecords.Explain(store, history, number, disclosure, now, cancellation) is not { } explanation)
            return await Fail($"The lead has no rejection {number}.");
        if (withPerson && !history.IsErased)
        {
            var read = new PersonalRead(
                parsed.GetValue(Reader)!, "operator", $"{ReadRecord.CommandLineDoor} explain", null);
            await new ReadRecord(database).Write(read, [lead], cancellation);
        }
        await Console.Out.WriteAsync(parsed.GetValue(Json)
            ? JsonSerializer.Serialize(RejectionExplained.Of(explanation, withPerson), Indented) + "\n"
            : PrintedExplanation.Of(explanation));
        return 0;
    }

    private static async Task<int> Fail(string why)
    {
        await Console.Error.WriteLineAsync($"leadledger: {why}");
        return CommandLine.Failed;
    }
}

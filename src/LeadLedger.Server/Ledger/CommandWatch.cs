using System.Diagnostics;
using System.Diagnostics.Metrics;
using LeadLedger.EventStore;
using LeadLedger.Server.Http;

namespace LeadLedger.Server.Ledger;

/// <summary>Commands being decided, while somebody listens: what became of them, and a span around it.</summary>
internal static class CommandWatch
{
    private const string StreamType = "leadledger.stream.type";

    private static readonly Meter Meter = new(LedgerTelemetry.Name);

    private static readonly Counter<long> Commands = Meter.CreateCounter<long>(
        "leadledger.commands", "{command}", "Commands that were decided, by what became of them.");

    private static readonly Counter<long> Retries = Meter.CreateCounter<long>(
        "leadledger.command.retries", "{retry}",
        "Times that commands were decided anew because somebody else had been faster.");

    /// <summary>Null while nobody listens.</summary>
    public static Activity? Begin(string streamType, Guid streamId, int commands)
    {
        if (!LedgerTelemetry.Spans.HasListeners())
            return null;
        var span = LedgerTelemetry.Spans.StartActivity($"decide {streamType}");
        span?.SetTag(StreamType, streamType);
        span?.SetTag("leadledger.stream.id", streamId.ToString());
        span?.SetTag("leadledger.commands", commands);
        return span;
    }

    public static void Retried(string streamType)
    {
        if (Retries.Enabled)
            Retries.Add(1, new KeyValuePair<string, object?>(StreamType, streamType));
    }

    /// <summary>Counts what became of commands, and gives it back.</summary>
    public static Outcome<TState>[] Count<TState>(string streamType, Outcome<TState>[] outcomes)
    {
        if (!Commands.Enabled)
            return outcomes;
        foreach (var outcome in outcomes)
        {
            var tags = new TagList { { StreamType, streamType }, { "leadledger.command.outcome", NameOf(outcome) } };
            if (outcome is Outcome<TState>.Refused refused)
                tags.Add("leadledger.refusal", Problem.Of(refused.Refusal).Code);
            Commands.Add(1, tags);
        }
        return outcomes;
    }

    private static string NameOf<TState>(Outcome<TState> outcome) => outcome switch
    {
        Outcome<TState>.Accepted { IsRepeat: true } => "repeated",
        Outcome<TState>.Accepted => "accepted",
        Outcome<TState>.Refused => "refused",
        Outcome<TState>.NotTheVersionSeen => "not_the_version_seen",
        Outcome<TState>.KeyUsedForAnotherRequest => "key_used",
        Outcome<TState>.TooContended => "too_contended",
        _ => outcome.GetType().Name,
    };
}

using System.CommandLine;
using LeadLedger.EventStore;
using LeadLedger.Server.ReadModels.Projecting;
using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Database;
using Npgsql;
using Spectre.Console;

namespace LeadLedger.Server.ReadModels.Building;

/// <summary><c>leadledger rebuild</c>: makes the read models anew from the events while the service serves.</summary>
internal static class RebuildVerb
{
    private static readonly Option<bool> DropOld = new("--drop-old")
    {
        Description = "Drop the replaced read models at once; otherwise the service does after some minutes.",
    };

    private static readonly Option<bool> DryRun = new("--dry-run")
    {
        Description = "Say what would differ and why, and show nothing yet: the next rebuild goes on from there.",
    };

    private static readonly Option<bool> Check = new("--check")
    {
        Description = "Make them anew, compare them with those in use, and drop what was made.",
    };

    private static readonly Option<bool> Discard = new("--discard")
    {
        Description = "Drop what a dry run or an interrupted rebuild has left.",
    };

    public static Command Create()
    {
        var rebuild = new Command("rebuild", "Make the read models anew from the events, then show the new ones.")
        {
            DropOld, DryRun, Check, Discard,
        };
        rebuild.Validators.Add(result =>
        {
            if (((Option<bool>[])[DropOld, DryRun, Check, Discard]).Count(option => result.GetValue(option)) > 1)
                result.AddError("--drop-old, --dry-run, --check and --discard exclude each other.");
        });
        rebuild.SetAction(Run);
        return rebuild;
    }

    private static async Task<int> Run(ParseResult parsed, CancellationToken cancellation)
    {
        Priority.Lower();
        var settings = Settings.OfThisProcess();
        await using var ledger = await LedgerDatabase.OpenCurrent(settings, cancellation);
        await using var database = NpgsqlDataSource.Create(ledger.Service);
        await using var store = new PostgresEventStore(database, new EventStoreOptions { WakeOtherNodes = false });
        var builds = new ReadModelBuilds(database);
        try
        {
            if (parsed.GetValue(Discard))
                return await DropUnfinished(database, cancellation);
            if (parsed.GetValue(Check))
                return await Compare(new ShadowCheck(database, store, builds), cancellation);
            var rebuild = new Rebuild(database, store, builds);
            return await Make(rebuild, builds, parsed.GetValue(DryRun), parsed.GetValue(DropOld), cancellation);
        }
        catch (Exception refused) when (
            refused is RebuildUnderWayException or UnprojectableEventException or CheckImpossibleException)
        {
            await Console.Error.WriteLineAsync($"leadledger: {refused.Message}");
            return CommandLine.Failed;
        }
    }

    private static async Task<int> Make(
        Rebuild rebuild, ReadModelBuilds builds, bool dryRun, bool dropOld, CancellationToken cancellation)
    {
        var order = new RebuildOrder(Compare: true, Show: !dryRun);
        var outcome = await WithProgress(progress => rebuild.Run(order, progress, cancellation));
        if (outcome.Differences is { } differences)
            await Tell(differences);
        else
            await Console.Out.WriteLineAsync($"They couldn't be compared with those in use: {outcome.NotCompared}");
        if (dropOld)
            await builds.DropRetired(TimeSpan.Zero, cancellation);
        await Console.Out.WriteLineAsync(dryRun
            ? $"Build {outcome.Made.Number} isn't shown. leadledger rebuild shows it; --discard drops it."
            : $"The views now show build {outcome.Made.Number} ({outcome.Made.Schema}).");
        return 0;
    }

    /// <returns>Failure where they differ: it is a question with an answer.</returns>
    private static async Task<int> Compare(ShadowCheck check, CancellationToken cancellation)
    {
        var differences = await WithProgress(progress => check.Run(gently: false, progress, cancellation));
        await Tell(differences);
        return differences.Parted.Count == 0 ? 0 : CommandLine.Failed;
    }

    private static async Task<int> DropUnfinished(NpgsqlDataSource database, CancellationToken cancellation)
    {
        await using var alone = await SessionLock.TryTake(database, Exclusive.Rebuilding, cancellation)
            ?? throw new RebuildUnderWayException();
        var dropped = await ShadowBuilds.DropUnfinished(database, cancellation);
        await Console.Out.WriteLineAsync($"Builds dropped: {dropped}.");
        return 0;
    }

    private static async Task Tell(BuildDifferences differences)
    {
        foreach (var line in DifferencesText.Lines(differences))
            await Console.Out.WriteLineAsync(line);
    }

    private static Task<T> WithProgress<T>(Func<IProgress<RebuildProgress>, Task<T>> work) =>
        AnsiConsole.Progress().StartAsync(async context =>
        {
            var task = context.AddTask("Projecting", maxValue: 1);
            var result = await work(new Bar(task));
            task.Value = task.MaxValue;
            return result;
        });

    private sealed class Bar(ProgressTask task) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value)
        {
            task.MaxValue = Math.Max(1, value.Target);
            task.Value = value.Position;
        }
    }
}

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
    public static Command Create()
    {
        var dropOld = new Option<bool>("--drop-old")
        {
            Description = "Drop the replaced read models at once; otherwise the service does after some minutes.",
        };
        var rebuild = new Command("rebuild", "Make the read models anew from the events, then show the new ones.")
        {
            dropOld,
        };
        rebuild.SetAction((parsed, cancellation) => Run(parsed.GetValue(dropOld), cancellation));
        return rebuild;
    }

    private static async Task<int> Run(bool dropOld, CancellationToken cancellation)
    {
        var settings = Settings.OfThisProcess();
        await using var ledger = await LedgerDatabase.OpenCurrent(settings, cancellation);
        await using var database = NpgsqlDataSource.Create(ledger.Service);
        await using var store = new PostgresEventStore(database, new EventStoreOptions { WakeOtherNodes = false });
        var builds = new ReadModelBuilds(database);
        var rebuild = new Rebuild(database, store, builds);
        try
        {
            var build = await AnsiConsole.Progress().StartAsync(context => Run(rebuild, context, cancellation));
            if (dropOld)
                await builds.DropRetired(TimeSpan.Zero, cancellation);
            AnsiConsole.MarkupLine($"The views now show build {build.Number} ({build.Schema}).");
            return 0;
        }
        catch (Exception refused) when (refused is RebuildUnderWayException or UnprojectableEventException)
        {
            await Console.Error.WriteLineAsync($"leadledger: {refused.Message}");
            return CommandLine.Failed;
        }
    }

    private static async Task<ReadModelBuild> Run(
        Rebuild rebuild, ProgressContext context, CancellationToken cancellation)
    {
        var task = context.AddTask("Projecting", maxValue: 1);
        var build = await rebuild.Run(new Bar(task), cancellation);
        task.Value = task.MaxValue;
        return build;
    }

    private sealed class Bar(ProgressTask task) : IProgress<RebuildProgress>
    {
        public void Report(RebuildProgress value)
        {
            task.MaxValue = Math.Max(1, value.Target);
            task.Value = value.Position;
        }
    }
}

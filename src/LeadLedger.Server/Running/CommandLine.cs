using System.CommandLine;
using System.Runtime.InteropServices;
using LeadLedger.EventStore;
using LeadLedger.Server.Audit;
using LeadLedger.Server.Erasing;
using LeadLedger.Server.ReadModels.Building;
using LeadLedger.Server.Running.Embedded;
using LeadLedger.Server.Running.Verbs;
using LeadLedger.Server.Verifying;
using Npgsql;

namespace LeadLedger.Server.Running;

/// <summary>The verbs of the executable. Without one it serves.</summary>
public static class CommandLine
{
    /// <summary>The program couldn't do as it was told; the message says why.</summary>
    public const int Failed = 1;

    /// <summary>Every verb: each is made in a file of its own, and gets its line here.</summary>
    private static IEnumerable<Command> Verbs() =>
    [
        ServeVerb.Create(),
        MigrateVerb.Create(),
        TokenVerb.Create(),
        UrlVerb.Create(),
        ReadyVerb.Create(),
        StopVerb.Create(),
        ImportVerb.Create(),
        DemoVerb.Create(),
        PsqlVerb.Create(),
        KeygenVerb.Create(),
        RebuildVerb.Create(),
        ErasuresVerb.Create(),
        RewrapVerb.Create(),
        PeopleVerb.Create(),
        VerifyVerb.Create(),
        ReplayVerb.Create(),
        ExplainVerb.Create(),
        ExportVerb.Create(),
    ];

    /// <summary>Runs what <paramref name="args"/> ask for and tells what went wrong, without stack traces.</summary>
    /// <returns>The exit code: 0 is success.</returns>
    public static async Task<int> Run(string[] args)
    {
        using var interrupted = new CancellationTokenSource();
        using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt);
        using var onTerminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt);
        try
        {
            // Signals end a verb by its token, and in its own time: what was begun is finished, the database stopped.
            var invocation = new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await Root().Parse(args).InvokeAsync(invocation, interrupted.Token);
        }
        catch (Exception expected) when (MessageFor(expected) is { } message)
        {
            await Console.Error.WriteLineAsync($"leadledger: {message}");
            return Failed;
        }
        catch (OperationCanceledException) when (interrupted.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("leadledger: stopped");
            return Failed;
        }

        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupted.Cancel();
        }
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("LeadLedger keeps the agreement between marketing and sales as a ledger.");
        foreach (var verb in Verbs())
            root.Add(verb);
        root.SetAction((_, cancellation) => ServeVerb.Run(cancellation));
        return root;
    }

    /// <summary>What to tell the person for a failure that isn't a bug; null for one that is.</summary>
    private static string? MessageFor(Exception failure) => failure switch
    {
        SettingsException or EmbeddedPostgresException or MigrationRefusedException => failure.Message,
        IOException or UnauthorizedAccessException or ReadNotRecordedException => failure.Message,
        ErasureNotAppliedException or EventStoreUnavailableException or TimeoutException => failure.Message,
        PostgresException refused => $"PostgreSQL refused: {refused.MessageText}",
        NpgsqlException { InnerException: { } unreachable } => $"PostgreSQL can't be reached: {unreachable.Message}",
        _ => null,
    };
}

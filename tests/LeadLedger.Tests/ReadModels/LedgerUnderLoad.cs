using LeadLedger.Server.ReadModels.Projecting;

namespace LeadLedger.Tests.ReadModels;

/// <summary>People who append and a node that projects, while a test does something else.</summary>
internal static class LedgerUnderLoad
{
    /// <summary>
    /// Appends and projects in turns. No more is appended than is projected: a ledger that outgrows its readers, on
    /// however slow a machine, is never rebuilt.
    /// </summary>
    public static Task Work(ReadModelDatabase database, CancellationToken until) => Repeat(
        async () =>
        {
            await RandomHistory.Continue(database.Ledger, database.Ledger.Events.Count + 1);
            await ProjectActive(database);
        },
        until);

    /// <summary>Moves the build in use forward, whichever that is by now.</summary>
    public static async Task ProjectActive(ReadModelDatabase database, int pageSize = 20)
    {
        try
        {
            await database.Project(pageSize);
        }
        catch (SomebodyElseProjectsException)
        {
            // The build was replaced in the middle; the next round projects the new one.
        }
    }

    /// <summary>Does something again and again.</summary>
    public static async Task Repeat(Func<Task> work, CancellationToken until)
    {
        while (!until.IsCancellationRequested)
            await work();
    }
}

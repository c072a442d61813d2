using Npgsql;

namespace LeadLedger.Torture;

/// <summary>One way to break a site, and to heal what doesn't heal by itself.</summary>
/// <param name="Name">What the log calls it.</param>
/// <param name="Strike">Breaks it, and puts right what only an operator would.</param>
internal sealed record Fault(string Name, Func<Site, Random, Task> Strike)
{
    /// <summary>Every kind there is; a run goes through all of them again and again, in an order by its seed.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("node killed", async (site, random) =>
        {
            var node = Any(site, random);
            await node.Kill();
            await Wait(random, 500, 2000);
            await node.Start();
        }),
        new("projecting node killed", async (site, random) =>
        {
            var node = await site.Projecting() ?? Any(site, random);
            await node.Kill();
            await Wait(random, 500, 2000);
            await node.Start();
        }),
        new("node stopped and continued", async (site, random) =>
        {
            var node = Any(site, random);
            await node.Freeze();
            await Wait(random, 1000, 4000);
            await node.Thaw();
        }),
        new("projecting node stopped and continued", async (site, random) =>
        {
            var node = await site.Projecting() ?? Any(site, random);
            await node.Freeze();
            await Wait(random, 1000, 4000);
            await node.Thaw();
        }),
        new("PostgreSQL killed", async (site, random) =>
        {
            await site.Postgres.Kill();
            await Wait(random, 0, 1500);
            await site.Postgres.StartAgain();
        }),
        new("PostgreSQL restarted", async (site, _) =>
        {
            await site.Postgres.Stop();
            await site.Postgres.StartAgain();
        }),
        new("PostgreSQL away", async (site, random) =>
        {
            await site.Postgres.Stop();
            await Wait(random, 2500, 5000);
            await site.Postgres.StartAgain();
        }),
        new("PostgreSQL stopped and continued", async (site, random) =>
        {
            await site.Postgres.Freeze();
            await Wait(random, 1500, 5000);
            await site.Postgres.Thaw();
        }),
        new("connections cut one by one", (site, _) => site.Postgres.CutConnections(TimeSpan.FromMilliseconds(100))),
        new("answers lost on their way", async (site, random) =>
        {
            for (var lost = 0; lost < 15; lost++)
            {
                Any(site, random).Wire.LoseAnAnswer();
                await Wait(random, 50, 200);
            }
        }),
        new("a backend killed", (site, _) => site.Postgres.KillOneBackend()),
        new("a rebuild killed", KillARebuild),
        new("a foreign writer left open", LeaveAForeignWriterOpen),
    ];

    private static Node Any(Site site, Random random) => site.Nodes[random.Next(site.Nodes.Count)];

    private static Task Wait(Random random, int least, int mostMilliseconds) =>
        Task.Delay(random.Next(least, mostMilliseconds));

    private static async Task KillARebuild(Site site, Random random)
    {
        using var rebuild = Any(site, random).Run(["rebuild"]);
        var output = rebuild.StandardOutput.ReadToEndAsync();
        var errors = rebuild.StandardError.ReadToEndAsync();
        await Wait(random, 300, 2500);
        rebuild.Kill();
        await rebuild.WaitForExitAsync();
        await Task.WhenAll(output, errors);
    }

    /// <summary>
    /// Somebody appends by Marten's conventions, has drawn a position, and takes their time before they commit or roll
    /// back: until then the feed waits, and appends don't.
    /// </summary>
    private static async Task LeaveAForeignWriterOpen(Site site, Random random)
    {
        await using var connection = new NpgsqlConnection(site.Postgres.AdminConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var append = new NpgsqlCommand(
            """
            with stream as (
              insert into ledger.mt_streams (id, type, version, timestamp) values ($1, 'campaign', 1, now()))
            insert into ledger.mt_events (seq_id, id, stream_id, version, data, type, timestamp)
            values (nextval('ledger.mt_events_sequence'), gen_random_uuid(), $1, 1, '{"n": 1}', 'campaign_noted', now())
            """, connection);
        append.Parameters.Add(new NpgsqlParameter { Value = Guid.NewGuid() });
        // The foreign key is checked at the end of the statement, when both rows are there.
        await append.ExecuteNonQueryAsync();
        await Wait(random, 500, 3000);
        if (random.Next(2) == 0)
            await transaction.CommitAsync();
    }
}

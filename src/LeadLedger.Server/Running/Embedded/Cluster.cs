using System.Globalization;

namespace LeadLedger.Server.Running.Embedded;

/// <summary>
/// PostgreSQL's own folder and the server on it. Whoever calls this holds the data folder's lock: two that start or
/// stop the same cluster at once would fall over each other.
/// </summary>
internal sealed class Cluster(ServerUser user, PostgresBinaries binaries, string folder)
{
    private const int StartAttempts = 20;

    private static readonly TimeSpan RetryPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ReadinessPause = TimeSpan.FromMilliseconds(50);

    private readonly string _data = DataIn(folder);
    private readonly string _log = Path.Combine(folder, "server.log");

    /// <summary>What the server says.</summary>
    public ServerLog Log => new(user, _log);

    /// <summary>The cluster in <paramref name="folder"/>, made already or not.</summary>
    public static async Task<Cluster> In(string folder, string? binariesFolder, CancellationToken cancellation) => new(
        await ServerUser.For(folder, cancellation),
        await PostgresBinaries.Find(binariesFolder, await MajorIn(folder, cancellation), cancellation),
        folder);

    /// <summary>Makes the cluster if there is none yet.</summary>
    public async Task MakeIfMissing(string adminPassword, CancellationToken cancellation)
    {
        if (Directory.Exists(_data))
        {
            return;
        }

        // Made beside and moved when complete: whoever is interrupted here starts afresh the next time.
        var unfinished = _data + ".unfinished";
        var passwordFile = Path.Combine(folder, "password");
        await user.Run(["rm", "-rf", unfinished], null, cancellation);
        await user.WriteFile(passwordFile, adminPassword, cancellation);
        // Letters are Unicode's, and text is in the order of its bytes, which for UTF-8 is the order of its characters:
        // the same order as C.UTF-8's own, for which PostgreSQL asks the C library at each comparison.
        var made = await user.Run(
            [
                binaries.Program("initdb"), "--pgdata", unfinished, "--username", EmbeddedPostgres.Admin,
                "--pwfile", passwordFile, "--auth", "scram-sha-256", "--encoding", "UTF8", "--locale", "C.UTF-8",
                "--lc-collate", "C", "--data-checksums",
            ],
            null,
            cancellation);
        await user.Run(["rm", "-f", passwordFile], null, cancellation);
        made.OrThrow("PostgreSQL's data folder couldn't be made");

        await user.WriteFile(Path.Combine(unfinished, "pg_hba.conf"), ServerConfiguration.Access, cancellation);
        await user.WriteFile(
            Path.Combine(unfinished, "postgresql.conf"), $"include '{ServerConfiguration.FileName}'\n", cancellation);
        var moved = await user.Run(["mv", unfinished, _data], null, cancellation);
        moved.OrThrow("PostgreSQL's data folder couldn't be put in place");
        await user.Run(["sync", folder], null, cancellation);
    }

    /// <summary>
    /// The port of the server that runs on this cluster, or null if none does. One that is still starting, recovering
    /// or stopping is waited for.
    /// </summary>
    public async Task<int?> RunningPort(CancellationToken cancellation)
    {
        while (await PostmasterFile.Read(_data, cancellation) is { } postmaster)
        {
            if (!postmaster.IsAliveOn(_data))
            {
                // Left by a server that was killed. PostgreSQL would believe it if another process had the same number
                // by now, and refuse to start.
                await user.Run(["rm", "-f", PostmasterFile.PathIn(_data)], null, cancellation);
                return null;
            }

            if (postmaster.IsReady)
            {
                return postmaster.Port;
            }

            await Task.Delay(ReadinessPause, cancellation);
        }

        return null;
    }

    /// <summary>Starts the server on the first free port from <paramref name="wanted"/> on.</summary>
    /// <returns>The port it listens on.</returns>
    public async Task<int> Start(int wanted, CancellationToken cancellation)
    {
        ProgramResult started;
        var attempt = 0;
        do
        {
            var port = LoopbackPorts.NextFree(wanted);
            await user.WriteFile(
                Path.Combine(_data, ServerConfiguration.FileName), ServerConfiguration.Settings(port), cancellation);
            started = await Control(["start", "-l", _log, "-t", "300"], cancellation);
            if (started.Succeeded)
            {
                // One that recovers, from a backup say, is started for pg_ctl before it takes connections.
                return await RunningPort(cancellation) ?? throw new EmbeddedPostgresException(
                    $"PostgreSQL ended while it recovered; its log is {_log}. {await LastWords(cancellation)}");
            }

            // Somebody was faster at that port, or the workers of a server that was killed are still ending.
            await Task.Delay(RetryPause, cancellation);
            attempt++;
        }
        while (attempt < StartAttempts && await MayPass(cancellation));

        throw await NotStarted(cancellation);
    }

    /// <summary>Starts the server on this port and no other; one try.</summary>
    public async Task StartOn(int port, CancellationToken cancellation)
    {
        await user.WriteFile(
            Path.Combine(_data, ServerConfiguration.FileName), ServerConfiguration.Settings(port), cancellation);
        var started = await Control(["start", "-l", _log, "-t", "300"], cancellation);
        if (!started.Succeeded)
            throw await NotStarted(cancellation);
    }

    /// <summary>Whether the server's process lives, ready or not.</summary>
    public async Task<bool> IsAlive(CancellationToken cancellation) =>
        await PostmasterFile.Read(_data, cancellation) is { } postmaster && postmaster.IsAliveOn(_data);

    /// <summary>Ends the server, letting nobody finish but losing nothing that was committed.</summary>
    public async Task Stop(CancellationToken cancellation)
    {
        var stopped = await Control(["stop", "-m", "fast", "-t", "120"], cancellation);
        stopped.OrThrow("PostgreSQL didn't stop");
    }

    /// <summary>The major version that a cluster was made with, or null if there is none yet.</summary>
    private static async Task<int?> MajorIn(string folder, CancellationToken cancellation)
    {
        var file = Path.Combine(DataIn(folder), "PG_VERSION");
        return File.Exists(file)
            ? int.Parse(await File.ReadAllTextAsync(file, cancellation), CultureInfo.InvariantCulture)
            : null;
    }

    private static string DataIn(string folder) => Path.Combine(folder, "data");

    private Task<ProgramResult> Control(string[] arguments, CancellationToken cancellation) => user.Run(
        [binaries.Program("pg_ctl"), arguments[0], "--pgdata", _data, "--wait", "--silent", .. arguments[1..]],
        null,
        cancellation);

    private async Task<bool> MayPass(CancellationToken cancellation)
    {
        var words = await LastWords(cancellation);
        return words.Contains("Address already in use", StringComparison.Ordinal)
            || words.Contains("shared memory block", StringComparison.Ordinal);
    }

    private async Task<EmbeddedPostgresException> NotStarted(CancellationToken cancellation) =>
        new($"PostgreSQL didn't start; its log is {_log}. {await LastWords(cancellation)}");

    private async Task<string> LastWords(CancellationToken cancellation) =>
        (await user.Run(["tail", "-n", "5", _log], null, cancellation)).Output;
}

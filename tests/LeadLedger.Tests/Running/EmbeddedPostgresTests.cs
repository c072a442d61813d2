using System.Diagnostics;
using LeadLedger.Server.Running;
using LeadLedger.Server.Running.Embedded;
using LeadLedger.Tests.Fixtures;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace LeadLedger.Tests.Running;

/// <summary>Each test has a server of its own, because each ends it in its own way.</summary>
public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_first_starts_it_the_next_join_and_the_last_to_leave_stops_it()
    {
        var first = await EmbeddedPostgres.Start(_folder.Path);
        var second = await EmbeddedPostgres.Start(_folder.Path);
        Assert.Equal(first.Port, second.Port);

        await first.DisposeAsync();
        Assert.Equal(1, await Scalar.Of(second.ServiceConnectionString, "SELECT 1"));

        await second.DisposeAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Scalar.Of(second.ServiceConnectionString, "SELECT 1"));
        Assert.False(await EmbeddedPostgres.Stop(_folder.Path));
    }

    [Fact]
    public async Task Many_that_start_it_at_once_get_the_same_one()
    {
        var all = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => EmbeddedPostgres.Start(_folder.Path)));

        Assert.Single(all.Select(postgres => postgres.ServiceConnectionString).Distinct());
        Assert.Equal(1, await Scalar.Of(all[0].ServiceConnectionString, "SELECT 1"));

        foreach (var postgres in all)
            await postgres.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_stops_it_stops_it_for_everybody()
    {
        await using var postgres = await EmbeddedPostgres.Start(_folder.Path);

        Assert.True(await EmbeddedPostgres.Stop(_folder.Path));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => Scalar.Of(postgres.ServiceConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task What_was_committed_is_there_after_a_kill_and_the_left_over_process_file_is_no_hindrance()
    {
        var killed = await EmbeddedPostgres.Start(_folder.Path);
        await Scalar.Of(killed.AdminConnectionString, "CREATE TABLE kept AS SELECT 42 AS answer");
        await Kill(killed);

        await using var started = await EmbeddedPostgres.Start(_folder.Path);

        Assert.Equal(42, await Scalar.Of(started.AdminConnectionString, "SELECT answer FROM kept"));
        await killed.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_died_is_started_again_on_its_port_by_whoever_watches()
    {
        await using var postgres = await EmbeddedPostgres.Start(_folder.Path);
        using var logs = new RecordedLogs();
        using var loggers = new LoggerFactory([logs]);
        using var supervisor = new EmbeddedSupervisor(
            postgres, TimeProvider.System, loggers.CreateLogger<EmbeddedSupervisor>());
        await supervisor.StartAsync(default);

        await Kill(postgres);
        var patience = Stopwatch.StartNew();
        while (logs.Lines.All(line => line.Id != 2202))
        {
            Assert.InRange(patience.ElapsedMilliseconds, 0, 60_000);
            await Task.Yield();
        }

        // The connection strings that others hold are as good as before.
        Assert.Equal(1, await Scalar.Of(postgres.ServiceConnectionString, "SELECT 1"));
        await supervisor.StopAsync(default);
    }

    [Fact]
    public async Task A_process_file_that_names_another_living_process_is_no_hindrance()
    {
        await using (await EmbeddedPostgres.Start(_folder.Path))
        {
        }

        // Our own process has that number by now, as after a restart of the machine.
        var data = Path.Combine(ClusterRecord.Read(_folder.Path)!.Folder, "data");
        await File.WriteAllTextAsync(
            PostmasterFile.PathIn(data),
            $"{Environment.ProcessId}\n{data}\n1700000000\n15999\n\n127.0.0.1\n\nready   \n");

        await using var started = await EmbeddedPostgres.Start(_folder.Path);

        Assert.Equal(1, await Scalar.Of(started.ServiceConnectionString, "SELECT 1"));
    }

    [Fact]
    public async Task A_port_that_somebody_has_taken_is_left_to_them()
    {
        var wanted = LoopbackPorts.NextFree(LoopbackPorts.ForPostgres(_folder.Path));
        using var somebody = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, wanted);
        somebody.Start();

        await using var started = await EmbeddedPostgres.Start(_folder.Path);

        Assert.NotEqual(wanted, started.Port);
        Assert.Equal(started.Port, ClusterRecord.Read(_folder.Path)!.Port);
    }

    [Fact]
    public async Task A_data_folder_from_before_the_role_for_names_gets_a_password_for_it()
    {
        DataFolder.Make(_folder.Path);
        var first = await ClusterRecord.ReadOrMake(_folder.Path, default);
        (first with { Passwords = first.Passwords with { BiPeople = null } }).Write(_folder.Path);

        var known = await ClusterRecord.ReadOrMake(_folder.Path, default);

        Assert.Equal(first.Passwords, known.Passwords with { BiPeople = first.Passwords.BiPeople });
        Assert.NotNull(known.Passwords.BiPeople);
        Assert.Equal(known, await ClusterRecord.ReadOrMake(_folder.Path, default));
    }

    [Fact]
    public async Task Programs_that_arent_there_are_missed_in_plain_words()
    {
        var missing = await Assert.ThrowsAsync<EmbeddedPostgresException>(
            () => EmbeddedPostgres.Start(_folder.Path, binaries: "/nowhere"));

        Assert.Contains("apt-get install postgresql", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_server_says_is_put_aside_when_it_is_much_and_goes_on_from_the_beginning()
    {
        await using var started = await EmbeddedPostgres.Start(_folder.Path);
        var log = Path.Combine(started.Folder, "server.log");
        async Task Complain(string about) => await Assert.ThrowsAsync<PostgresException>(
            () => Scalar.Of(started.AdminConnectionString, $"SELECT 1 FROM {about}"));
        await Complain("first_complaint");
        await Complain("second_complaint");

        await started.Log.KeepWithin(100);
        await Complain("third_complaint");

        var older = await File.ReadAllTextAsync(started.Log.Older);
        Assert.Equal(100, older.Length);
        Assert.Contains("second_complaint", older, StringComparison.Ordinal);
        var newer = await File.ReadAllTextAsync(log);
        Assert.Contains("third_complaint", newer, StringComparison.Ordinal);
        Assert.DoesNotContain("second_complaint", newer, StringComparison.Ordinal);
        Assert.DoesNotContain('\0', newer);

        await started.Log.KeepWithin(1 << 20);
        Assert.Equal(newer, await File.ReadAllTextAsync(log));
    }

    private static async Task Kill(EmbeddedPostgres postgres)
    {
        var postmaster = (await PostmasterFile.Read(Path.Combine(postgres.Folder, "data"), CancellationToken.None))!;
        using var process = Process.GetProcessById(postmaster.ProcessId);
        process.Kill();
        await process.WaitForExitAsync();
    }
}

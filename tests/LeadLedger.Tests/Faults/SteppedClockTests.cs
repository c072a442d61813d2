using System.Globalization;
using System.Net;
using System.Text.Json;
using LeadLedger.EventStore;
using LeadLedger.Server.Running;
using LeadLedger.Tests.EventStore;
using LeadLedger.Tests.Fixtures;
using Npgsql;

namespace LeadLedger.Tests.Faults;

/// <summary>
/// A machine whose clock is put forward and back: libfaketime stands between it and the service with its PostgreSQL, so
/// that both really see it step, in everything they do.
/// </summary>
[Collection(RealFaults.Name)]
public sealed class SteppedClockTests : IDisposable
{
    private const string Key = "stepped-back";

    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);

    // The library looks again after a second.
    private static readonly TimeSpan UntilSeen = TimeSpan.FromSeconds(2);

    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _folder.Dispose();
        // What the library has left in memory of processes that are gone.
        foreach (var left in Directory.GetFiles("/dev/shm", "*faketime_s*_*"))
        {
            if (!Directory.Exists($"/proc/{left[(left.LastIndexOf('_') + 1)..]}"))
                File.Delete(left);
        }
    }

    [FactWhereClocksCanStep]
    public async Task Nothing_is_lost_nor_out_of_order_and_what_was_refused_meanwhile_is_taken_later()
    {
        await PutTo(TimeSpan.Zero);
        await using var node = await ServedNode.Start(_folder["data"], service: null, Stepping);
        await using var postgres = await EmbeddedPostgres.Start(_folder["data"]);
        await using var database = NpgsqlDataSource.Create(postgres.ServiceConnectionString);
        await using var store = new PostgresEventStore(database);
        var company = await new SignedAgreement(node).Sign();
        var real = DateTimeOffset.UtcNow;

        await PutTo(HalfAnHour);
        var lead = await company.HandOff();
        await PutTo(TimeSpan.Zero);

        var early = await Attempt(company, lead);
        early.ExpectProblem(422, "fact-is-before-the-handoff");
        var foreign = await store.Append(Sample.Append(Guid.Parse(lead.Split('/')[^1]), 1));
        Assert.IsType<AppendResult.Appended>(foreign);
        var other = await company.HandOff();
        (await Attempt(company, other)).Expect(HttpStatusCode.Created);
        await PutTo(HalfAnHour + TimeSpan.FromMinutes(1));
        var later = await Attempt(company, lead);
        later.Expect(HttpStatusCode.Created);

        var (times, others) = (await RecordedAt(company, lead), await RecordedAt(company, other));
        Assert.True(times[0] > real + HalfAnHour, "PostgreSQL's clock wasn't put forward.");
        Assert.Equal(times[0], times[1]);
        Assert.True(times[2] > times[1]);
        // Nobody else's time is held up by it.
        Assert.Equal(2, others.Length);
        Assert.All(others, time => Assert.True(time < times[0]));
        await Shown(node);
        await Succeeds("rebuild", "--check");
        await Succeeds("verify");
        // PostgreSQL is left to this process, and ends with it.
        await node.Terminate();
        Assert.Equal(0, (await node.End()).ExitCode);
    }

    private (string, string)[] Stepping =>
    [
        ("LD_PRELOAD", FactWhereClocksCanStepAttribute.Library!),
        ("FAKETIME_TIMESTAMP_FILE", _folder["offset"]),
        ("FAKETIME_CACHE_DURATION", "1"),
        // Only what the clock on the wall says; how long something takes is measured by another.
        ("FAKETIME_DONT_FAKE_MONOTONIC", "1"),
    ];

    private async Task PutTo(TimeSpan ahead)
    {
        Directory.CreateDirectory(_folder.Path);
        var next = _folder["offset.next"];
        await File.WriteAllTextAsync(next, string.Create(CultureInfo.InvariantCulture, $"+{ahead.TotalSeconds}"));
        File.Move(next, _folder["offset"], overwrite: true);
        await Task.Delay(UntilSeen);
    }

    private static Task<ApiAnswer> Attempt(SignedAgreement company, string lead) => company.Seller.Post(
        $"{lead}/contact-attempts", new { channel = "phone", outcome = "connected" }, ("Idempotency-Key", Key + lead[^8..]));

    private static async Task<DateTimeOffset[]> RecordedAt(SignedAgreement company, string lead) =>
    [
        .. (await company.Seller.Get($"{lead}/events")).Expect(HttpStatusCode.OK).Json.GetProperty("items")
            .EnumerateArray().Select(e => e.GetProperty("recordedAt").GetDateTimeOffset()),
    ];

    /// <summary>Waits until the read models show every event.</summary>
    private static async Task Shown(ServedNode node)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            var said = await node.Client.GetStringAsync("/health/ready", patience.Token);
            using var ready = JsonDocument.Parse(said);
            if (ready.RootElement.GetProperty("lag").GetInt64() == 0)
                return;
        }
    }

    private async Task Succeeds(params string[] verb)
    {
        var (exitCode, output, errors) = await ProgramRun.ToItsEnd(
            _folder["data"],
            verb,
            ("LEADLEDGER_ENVIRONMENT", "Development"),
            ("LEADLEDGER_MASTER_KEY_FILE", Path.Combine(_folder["data"], "secrets.json")));
        Assert.True(exitCode == 0, $"{verb[0]} ended with {exitCode}: {output} {errors}");
    }
}

/// <summary>A test that needs libfaketime, the distribution's package of that name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactWhereClocksCanStepAttribute : FactAttribute
{
    public FactWhereClocksCanStepAttribute()
    {
        if (Library is null)
            Skip = "libfaketime, which puts a process's clock back, isn't installed here.";
    }

    /// <summary>Its path; null where it isn't installed.</summary>
    internal static string? Library { get; } = Directory.GetDirectories("/usr/lib")
        .Select(folder => Path.Combine(folder, "faketime", "libfaketime.so.1")).FirstOrDefault(File.Exists);
}

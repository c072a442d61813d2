using System.Diagnostics;
using System.Net;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Torture;
using Xunit.Abstractions;

namespace LeadLedger.Tests.Faults;

/// <summary>A node that is told to stop (SIGTERM) while PostgreSQL is there and doesn't answer.</summary>
[Collection(RealFaults.Name)]
public sealed class HungStopTests(ITestOutputHelper output)
{
    /// <summary>What docs/operations.md has operators wait before they end it themselves.</summary>
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(45);

    [Fact]
    public async Task Who_was_let_in_hears_that_the_outcome_is_unknown_and_the_process_is_gone_as_soon_as_promised()
    {
        await using var postgres = await PrivatePostgres.Start(RunFolder.NewPlace());
        await using var node = await ServedNode.Start(RunFolder.NewPlace(), postgres.ServiceConnectionString);
        var company = await new SignedAgreement(node).Sign();
        (await company.Marketing.Post("/v1/leads", company.HandoffBody())).Expect(HttpStatusCode.Created);

        await postgres.Freeze();
        var sent = company.Marketing.Post("/v1/leads", company.HandoffBody());
        // It has been let in by then, and sent.
        await Task.Delay(TimeSpan.FromSeconds(1));
        var told = Stopwatch.GetTimestamp();
        var stopping = node.Terminate();
        var answer = await sent;
        var ending = node.End();
        await Task.WhenAny(ending, Task.Delay(Promised - Stopwatch.GetElapsedTime(told)));
        var isGone = ending.IsCompleted;
        var took = Stopwatch.GetElapsedTime(told);
        // So that whatever waits for it can end.
        await postgres.Thaw();
        var (exitCode, log, errors) = await ending;
        await stopping;
        output.WriteLine($"{took}\n{log}\n{errors}");

        Assert.True(isGone, $"It is still there after {took}.");
        Assert.Equal(0, exitCode);
        Assert.Contains(
            "outcome-unknown", answer.Expect(HttpStatusCode.ServiceUnavailable).Text, StringComparison.Ordinal);
        // What hangs longest differs; whatever it was, the log says what it was at, or that all ended after all.
        Assert.Matches("Not finished: |Stopped after", log);
    }
}

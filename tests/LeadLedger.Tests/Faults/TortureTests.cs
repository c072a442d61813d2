using LeadLedger.Tests.Fixtures;
using LeadLedger.Torture;
using Xunit.Abstractions;

namespace LeadLedger.Tests.Faults;

/// <summary>A minute of what <c>./ledger torture</c> does for an hour.</summary>
[Collection(RealFaults.Name)]
public sealed class TortureTests(ITestOutputHelper output)
{
    [Fact]
    public async Task After_every_fault_of_a_minute_all_that_must_hold_does()
    {
        using var log = new StringWriter();
        var run = new TortureRun(log, TimeSpan.FromMinutes(1), seed: 2013);

        var held = await run.Run(RunFolder.NewPlace());

        output.WriteLine(log.ToString());
        Assert.True(held, log.ToString());
    }
}

/// <summary>
/// Tests that break real processes run one after the other, so that two don't starve each other; beside the others.
/// </summary>
[CollectionDefinition(Name)]
public sealed class RealFaults
{
    public const string Name = "real faults";
}

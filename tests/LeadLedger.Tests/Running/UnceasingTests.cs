using LeadLedger.Server.Running;

namespace LeadLedger.Tests.Running;

/// <summary>What goes on for as long as the node runs outlives its faults, and doesn't hammer what is broken.</summary>
public sealed class UnceasingTests
{
    [Fact]
    public async Task Pauses_double_up_to_the_longest_and_begin_anew_after_a_turn_without_a_fault()
    {
        using var stopping = new CancellationTokenSource();
        var clock = new NotingClock();
        var turns = 0;

        await Unceasing.Repeat(
            _ => ++turns switch
            {
                9 => Task.CompletedTask,
                11 => stopping.CancelAsync(),
                _ => throw new InvalidOperationException(),
            },
            (_, pause) => pause, clock, stopping.Token);

        Assert.Equal([100, 200, 400, 800, 1600, 3200, 5000, 5000, 100], clock.Milliseconds);
    }

    [Fact]
    public async Task Who_tells_of_a_fault_says_which_pause_there_shall_be()
    {
        using var stopping = new CancellationTokenSource();
        var clock = new NotingClock();
        var turns = 0;

        await Unceasing.Repeat(
            _ => ++turns == 4 ? stopping.CancelAsync() : throw new InvalidOperationException($"{turns}"),
            (fault, pause) => fault.Message switch
            {
                "1" => Unceasing.LongestPause,
                "2" => TimeSpan.Zero,
                _ => pause,
            },
            clock,
            stopping.Token);

        Assert.Equal([5000, 100], clock.Milliseconds);
    }

    [Fact]
    public async Task A_fault_while_the_node_stops_is_the_end_and_isnt_told()
    {
        using var stopping = new CancellationTokenSource();

        await Unceasing.Repeat(
            async token =>
            {
                await stopping.CancelAsync();
                token.ThrowIfCancellationRequested();
            },
            (_, _) => throw new InvalidOperationException("It was told."),
            TimeProvider.System,
            stopping.Token);
    }

    /// <summary>Notes how long was to be waited, and doesn't wait.</summary>
    private sealed class NotingClock : TimeProvider
    {
        public List<double> Milliseconds { get; } = [];

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Milliseconds.Add(dueTime.TotalMilliseconds);
            return base.CreateTimer(callback, state, TimeSpan.Zero, period);
        }
    }
}

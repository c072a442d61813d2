namespace LeadLedger.Tests.Sealing;

/// <summary>A clock whose measured time a test moves ahead; its timers are the machine's.</summary>
/// <param name="stands">Whether it stands still unless moved.</param>
internal sealed class HandMovedClock(bool stands) : TimeProvider
{
    private long _aheadTicks = TimeSpan.TicksPerDay;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() =>
        Interlocked.Read(ref _aheadTicks) + (stands ? 0 : System.GetElapsedTime(0).Ticks);

    public void Advance(TimeSpan by) => Interlocked.Add(ref _aheadTicks, by.Ticks);
}

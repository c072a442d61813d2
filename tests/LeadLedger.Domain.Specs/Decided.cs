namespace LeadLedger.Domain.Specs;

/// <summary>What a decision should have come to, written as the specification says it.</summary>
internal static class Decided
{
    public static void Then<TEvent>(this Decision<TEvent> decision, params TEvent[] events)
    {
        Assert.Null(decision.Refusal);
        Assert.Equal(events, decision.Events);
    }

    public static void ThenRefused<TEvent>(this Decision<TEvent> decision, Refusal refusal)
    {
        Assert.Equal(refusal, decision.Refusal);
        Assert.Empty(decision.Events);
    }
}

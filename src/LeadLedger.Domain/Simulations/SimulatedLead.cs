namespace LeadLedger.Domain.Simulations;

/// <summary>A lead's history as it was, and as it would have been under other terms.</summary>
/// <param name="Accepted">How many acts the other terms let through.</param>
/// <param name="Refused">Those that they forbid, though everything before had been let through.</param>
/// <param name="Moot">Those that only come to nothing because something before them was refused.</param>
/// <param name="TakenAsRecorded">
/// Those that our rules don't account for, as another program wrote them: they stand as they are recorded.
/// </param>
public sealed record SimulatedLead(
    Course Real,
    Course Simulated,
    int Accepted,
    IReadOnlyList<RefusedAct> Refused,
    IReadOnlyList<RefusedAct> Moot,
    IReadOnlyList<RecordedAct> TakenAsRecorded);

/// <summary>An act that a simulation doesn't let through.</summary>
public sealed record RefusedAct(RecordedAct Act, Refusal Refusal);

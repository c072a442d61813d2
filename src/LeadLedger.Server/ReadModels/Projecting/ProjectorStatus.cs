namespace LeadLedger.Server.ReadModels.Projecting;

/// <summary>What the projector of this node is at.</summary>
public enum ProjectorState
{
    /// <summary>It hasn't reached the database yet.</summary>
    Starting,

    /// <summary>It moves the read models forward.</summary>
    Projecting,

    /// <summary>Another node does; this one takes over when that one stops.</summary>
    StandingBy,

    /// <summary>The program has newer read models than the database, and makes them.</summary>
    Rebuilding,

    /// <summary>The database has newer read models than the program, which leaves them to newer nodes.</summary>
    Outdated,

    /// <summary>The database couldn't be reached or refused; it is tried again.</summary>
    Faulted,

    /// <summary>An event of ours can't be projected: a person has to look.</summary>
    Stopped,
}

/// <summary>The projector's state for health and metrics.</summary>
public sealed class ProjectorStatus
{
    private long _foreignEvents;

    public ProjectorState State { get; private set; }

    /// <summary>The position of the event that stopped it; null unless stopped.</summary>
    public long? StoppedAt { get; private set; }

    /// <summary>What is wrong, in a sentence without any payload; null if nothing is.</summary>
    public string? Reason { get; private set; }

    /// <summary>The build that it projects or follows; null before the first.</summary>
    public int? Build { get; internal set; }

    /// <summary>Events stepped over since the start because their names aren't ours.</summary>
    public long ForeignEvents => Interlocked.Read(ref _foreignEvents);

    /// <summary>False when the views have stopped, or may have, and somebody should look.</summary>
    public bool IsHealthy => State is not (ProjectorState.Stopped or ProjectorState.Faulted);

    internal void Is(ProjectorState state) => (State, StoppedAt, Reason) = (state, null, null);

    internal void Stopped(UnprojectableEventException fault) =>
        (State, StoppedAt, Reason) = (ProjectorState.Stopped, fault.Position, fault.Message);

    internal void Faulted(Exception fault) =>
        (State, StoppedAt, Reason) = (ProjectorState.Faulted, null, fault.GetType().Name);

    internal void SteppedOver(int events) => Interlocked.Add(ref _foreignEvents, events);
}

namespace LeadLedger.Domain;

/// <summary>In which role somebody acts. A role opens a route; membership opens the object (rule 14).</summary>
public enum Role
{
    Marketing,
    Sales,
    SalesManager,

    /// <summary>Anyone else of the company who contacts a lead (000).</summary>
    Colleague,
    Panel,
    Auditor,
    Operator,

    /// <summary>Drafts agreements and seats panels.</summary>
    Agreements,

    /// <summary>Brings in history; the only role that may say who did a thing elsewhere.</summary>
    Importer,

    /// <summary>The ledger itself, whose watch records what fell due. No token carries it.</summary>
    Watch,
}

/// <summary>Which roles there are to be had.</summary>
public static class Roles
{
    /// <summary>The roles that a token can carry.</summary>
    public static IReadOnlyList<Role> OfPeople { get; } = [.. Enum.GetValues<Role>().Where(role => role != Role.Watch)];
}

/// <summary>
/// Who does something, in which role and when: the part that every command has. Time and identity enter here, at the
/// edge; no decision reads a clock.
/// </summary>
/// <param name="Actor">The token's subject.</param>
/// <param name="Role">The role in which the actor acts.</param>
/// <param name="By">
/// The person whose deed it is: the actor, or whoever an importer names for history from elsewhere.
/// </param>
/// <param name="OccurredAt">When it happened by the caller's word; UTC, whole microseconds.</param>
/// <param name="Now">When we heard of it; UTC, whole microseconds.</param>
public sealed record Act(string Actor, Role Role, string By, DateTimeOffset OccurredAt, DateTimeOffset Now)
{
    /// <summary>History from another system: nobody here witnessed it (rule 13).</summary>
    public bool IsImport => Role == Role.Importer;
}

namespace LeadLedger.Server.ReadModels.Building;

/// <summary>Why a version of the read models shows other numbers than the one before, for whoever reads them.</summary>
/// <param name="Version">The <see cref="ReadModelScripts.ModelVersion"/> that brought it.</param>
/// <param name="Why">What is told differently and why, in a sentence.</param>
/// <param name="Tables">The tables whose rows it changes; none where only views or indexes change.</param>
public sealed record ModelChange(int Version, string Why, params IReadOnlyList<string> Tables)
{
    /// <summary>All of them, oldest first. A version may have several.</summary>
    public static IReadOnlyList<ModelChange> All { get; } =
    [
        new(1, "The first read models."),
        new(2, "Lists are read by indexes of their own; no number changes."),
        new(3, "Cases and promises say when to remind, and a handoff on which day it was reported.",
            "handoff", "rejection", "pacing_entry"),
        new(4, "The star: calendar, sources, people seen and the history of leads stand beside the views, and a lead "
            + "says whether its person is erased.",
            "contact_attempt", "dim_date", "erased_lead", "handoff", "lead_history", "lead_value_totals", "rejection",
            "source", "subject"),
        new(4, "What is learned has sums of its own, by cohort.",
            "cadence_cohort", "learning_cohort", "loss_cohort", "sales_month"),
        new(5, "Days begin in 1970, as imported history can.", "dim_date"),
        new(6, "What a lead is now stands with its handoff, and its history holds what is over; no number of a view "
            + "changes.", "handoff", "lead_history"),
        new(7, "The calendar is made once, beside the builds; no number of a view changes.", "dim_date"),
    ];

    /// <summary>Why a table differs between two versions; empty where nobody meant it to.</summary>
    /// <param name="table">Its name in the build's schema.</param>
    /// <param name="from">The version in use.</param>
    /// <param name="to">The version that is to take its place.</param>
    public static IReadOnlyList<string> Reasons(string table, int from, int to) =>
    [
        .. All
            .Where(change => change.Version > from && change.Version <= to && change.Tables.Contains(table))
            .Select(change => $"version {change.Version}: {change.Why}"),
    ];
}

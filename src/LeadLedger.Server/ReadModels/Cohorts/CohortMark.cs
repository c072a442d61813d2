using LeadLedger.Domain.Leads;
using LeadLedger.Server.ReadModels.Handoffs;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.Cohorts;

/// <summary>How a handoff counts where outcomes are learned from.</summary>
internal enum CohortOutcome
{
    Open,
    Won,
    Lost,

    /// <summary>Returned after the whole cadence without a connection.</summary>
    Unresponsive,

    /// <summary>Its rejection was upheld: it wasn't a lead, and its credit was taken back.</summary>
    TakenBack,
}

/// <summary>All that the sums of cohorts hold of one handoff beside what was said at the handoff.</summary>
/// <param name="AttemptStep">Contact attempts; <see cref="MostAttempts"/> stands for more.</param>
/// <param name="WallStep">How soon the first response came, by <see cref="StepOf"/>; 0: not yet.</param>
/// <param name="BusinessStep">The same in business time; null: answered where no hours are agreed.</param>
/// <param name="Attempts">Counted only where the deal is lost.</param>
/// <param name="Person">Who it was last assigned to; empty: the team.</param>
/// <param name="OpenedIn">The month in which it became an opportunity; null: it isn't one.</param>
/// <param name="EndedIn">The month in which the opportunity ended; null: it is open, or none.</param>
/// <param name="SaleDays">Local days from opportunity to customer.</param>
internal readonly record struct CohortMark(
    CohortOutcome Outcome,
    bool Connected,
    int AttemptStep,
    int WallStep,
    int? BusinessStep,
    decimal Amount,
    int CycleDays,
    string? LossReason,
    int Attempts,
    decimal LostAmount,
    string Person,
    DateOnly? OpenedIn,
    DateOnly? EndedIn,
    int SaleDays)
{
    public const int MostAttempts = 10;

    /// <summary>No measure has more steps, none at all aside.</summary>
    public const int MostSteps = MostAttempts;

    // Five minutes, an hour, four hours, a day, three days, a week.
    private static readonly int[] StepSeconds = [300, 3_600, 14_400, 86_400, 259_200, 604_800];

    public bool Opened => OpenedIn is not null;

    public static CohortMark Of(HandoffRow row)
    {
        var outcome = OutcomeOf(row);
        // A deal that nobody opened an opportunity for was one from the handoff on.
        var openedOn = row.OpportunityDay ?? (outcome == CohortOutcome.Won ? row.LocalDay : null);
        var lost = outcome == CohortOutcome.Lost;
        return new(
            outcome,
            row.PersonAnswered,
            Math.Min(row.Attempts, MostAttempts),
            row.ResponseAt is null ? 0 : StepOf(row.ResponseWallSeconds ?? 0),
            row.ResponseAt is null ? 0 : row.ResponseBusinessSeconds is { } seconds ? StepOf(seconds) : null,
            outcome == CohortOutcome.Won ? row.Amount ?? 0 : 0,
            row.CycleDays ?? 0,
            lost ? row.LossReason ?? "" : null,
            lost ? row.Attempts : 0,
            lost ? row.OpportunityAmount ?? 0 : 0,
            row.Assignee ?? "",
            openedOn is { } opened ? MonthOf(opened) : null,
            openedOn is not null && row.OutcomeDay is { } ended ? MonthOf(ended) : null,
            outcome == CohortOutcome.Won
                ? Math.Max(0, row.OutcomeDay!.Value.DayNumber - openedOn!.Value.DayNumber)
                : 0);
    }

    /// <summary>1: within the first of the steps; one more than there are: later than all.</summary>
    public static int StepOf(long seconds)
    {
        var step = 1;
        foreach (var bound in StepSeconds)
            step += seconds > bound ? 1 : 0;
        return step;
    }

    private static CohortOutcome OutcomeOf(HandoffRow row) => row.Outcome switch
    {
        HandoffOutcome.Open => CohortOutcome.Open,
        HandoffOutcome.Won => CohortOutcome.Won,
        HandoffOutcome.Lost => CohortOutcome.Lost,
        HandoffOutcome.Returned => row.ReturnCause == Codes<ReturnCause>.Of(ReturnCause.RejectionUpheld)
            ? CohortOutcome.TakenBack
            : CohortOutcome.Unresponsive,
        _ => throw new InvalidOperationException($"{row.Outcome} is not known here."),
    };

    private static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);
}

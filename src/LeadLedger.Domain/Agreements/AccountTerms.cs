namespace LeadLedger.Domain.Agreements;

/// <summary>Which side answers for a duty, and who of it (004).</summary>
/// <param name="Person">One of that party, by the subject of their token; null: the party as a whole.</param>
public sealed record Responsibility(string Duty, Party Party, string? Person);

/// <summary>What a month that is closed is given strikes for (004). What is left out is given none for.</summary>
/// <param name="GoalMissed">Marketing: the month's net credit is less than its goal.</param>
/// <param name="DaysOutOfBand">Marketing: on more days than this the curve ended outside of its band.</param>
/// <param name="FirstResponseShare">Sales: a smaller share (0 to 1) of the first responses promised was kept.</param>
/// <param name="CadenceShare">Sales: a smaller share (0 to 1) of the cadences promised was kept.</param>
/// <param name="PerPerson">Each sales person whose own share is too small is given one too.</param>
public sealed record StrikeTerms(
    bool GoalMissed,
    int? DaysOutOfBand,
    decimal? FirstResponseShare,
    decimal? CadenceShare,
    bool PerPerson);

/// <summary>How marketing makes a shortfall good (004): it is added to what the next month owes.</summary>
/// <param name="CarryOverShare">Of the shortfall, more than 0 to 1.</param>
/// <param name="MostShareOfGoal">
/// Never more than this share of the month's goal is carried over; null: no limit.
/// </param>
public sealed record CompensationTerms(decimal CarryOverShare, decimal? MostShareOfGoal);

/// <summary>When either party may end the agreement (004).</summary>
/// <param name="NoticeMonths">It ends with the month that is so many after the current one, or later.</param>
/// <param name="GoalMissedMonths">
/// A goal missed so many months running is the trigger: then no notice is needed; null: there is no trigger.
/// </param>
public sealed record TerminationTerms(int NoticeMonths, int? GoalMissedMonths);

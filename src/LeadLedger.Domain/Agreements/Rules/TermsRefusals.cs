using System.Globalization;

namespace LeadLedger.Domain.Agreements.Rules;

// What can be wrong in proposed terms themselves, in the order in which it is looked for.

/// <summary>Terms that contradict themselves or promise what can't be reckoned.</summary>
/// <param name="At">The field at fault, as a JSON path within the terms: <c>valuation[2].closeRate</c>.</param>
public abstract record TermsRefusal(string At, string Detail) : Refusal(RefusalKind.Unprocessable, Detail)
{
    public override string Field => At;
}

public sealed record ListIsTooLong(string At, int AtMost)
    : TermsRefusal(At, $"At most {AtMost} entries are allowed here.");

public sealed record ChoiceIsUnknown(string At) : TermsRefusal(At, "This isn't one of the values to choose from.");

public sealed record TimeZoneIsUnknown()
    : TermsRefusal("timeZone", "The time zone isn't one of the IANA data, such as Europe/Berlin.");

public sealed record CurrencyIsUnknown()
    : TermsRefusal("currency", "The currency isn't a code of ISO 4217, such as EUR.");

public sealed record ReportingGraceIsOutOfRange()
    : TermsRefusal("reportingGraceMinutes", "The grace for reporting is 0 to 44,640 minutes (31 days).");

public sealed record PartyIsEmpty(string At) : TermsRefusal(At, "Both sides need at least one person.");

public sealed record SubjectIsMalformed(string At)
    : TermsRefusal(At, "A person is named by the subject of their token: 1 to 200 characters without spaces around.");

public sealed record PersonIsNamedTwice(string At)
    : TermsRefusal(At, "This person is named already; managers may do all that sales may.");

public sealed record PersonIsOnBothSides(string At) : TermsRefusal(At, "Nobody is on both sides.");

public sealed record GoalIsOutOfRange() : TermsRefusal(
    "goal.amount",
    "A goal is more than 0 and at most 1,000,000,000,000, with at most 4 decimals; one of leads is a whole number.");

public sealed record GoalIsDerivedFromOneThing() : TermsRefusal(
    "goal.derivedFrom",
    "A goal is derived from a revenue goal or from sales' capacity: from exactly one of them.");

public sealed record DerivationAmountIsOutOfRange(string At) : TermsRefusal(
    At,
    "An amount that a goal is derived from is more than 0 and at most 1,000,000,000,000, with at most 4 decimals.");

public sealed record DerivationRateIsOutOfRange(string At)
    : TermsRefusal(At, "A rate that a goal is derived from is more than 0 and at most 1, with at most 8 decimals.");

public sealed record GoalFromCapacityCountsLeads() : TermsRefusal(
    "goal.derivedFrom.capacity",
    "What follows from sales' capacity is a number of leads, and the goal is in lead value.");

public sealed record SalesCapacityIsOutOfRange(string At)
    : TermsRefusal(At, "Sales' capacity is 1 to 10,000 reps, with 1 to 100,000 leads for each.");

/// <param name="Follows">The amount that the derivation comes to.</param>
public sealed record GoalDoesNotFollow(decimal Follows) : TermsRefusal(
    "goal.amount",
    string.Create(CultureInfo.InvariantCulture, $"From what this goal is derived from follows {Follows:0.####}."));

public sealed record CodesAreMissing(string At) : TermsRefusal(At, "At least one code has to be declared.");

public sealed record CodeIsMalformed(string At)
    : TermsRefusal(At, "A code has 1 to 100 characters, without spaces around.");

public sealed record CodeIsDeclaredTwice(string At) : TermsRefusal(At, "This code is declared already.");

public sealed record TextIsMissing(string At) : TermsRefusal(At, "This needs a text of 1 to 2,000 characters.");

public sealed record ValuationNamesAnUndeclaredSegment(string At)
    : TermsRefusal(At, "The terms don't declare this segment.");

public sealed record ValuationNamesAnUndeclaredConversionAction(string At)
    : TermsRefusal(At, "The terms don't declare this conversion action.");

public sealed record CloseRateIsOutOfRange(string At)
    : TermsRefusal(At, "A close rate is 0 to 1, with at most 8 decimals.");

public sealed record AverageSaleIsOutOfRange(string At)
    : TermsRefusal(At, "An average sale is 0 to 1,000,000,000,000, with at most 4 decimals.");

/// <param name="With">The earlier row, counted from 0.</param>
public sealed record ValuationRowsOverlap(string At, int With)
    : TermsRefusal(At, $"valuation[{With}] is for the same segment, conversion action and bucket.");

public sealed record ValuationMissesACombination(string Segment, string ConversionAction, Bucket Bucket) : TermsRefusal(
    "valuation",
    $"No row gives a value to segment {Segment}, conversion action {ConversionAction}, bucket {Bucket}.");

public sealed record CalendarNeedsAVersion()
    : TermsRefusal("calendar.version", "A calendar's state needs a name: 1 to 100 characters, no spaces around.");

public sealed record OpenHoursAreEmpty(string At)
    : TermsRefusal(At, "Open hours end after they begin; 00:00 is the day's end.");

public sealed record OpenHoursOverlap(string At) : TermsRefusal(At, "These open hours overlap others of the same day.");

public sealed record HolidayIsGivenTwice(string At) : TermsRefusal(At, "This day is a holiday already.");

public sealed record ResponseTimeIsOutOfRange(string At)
    : TermsRefusal(At, "A first response is owed within 1 to 525,600 minutes (a year).");

public sealed record ResponseTimeIsGivenTwice(string At) : TermsRefusal(At, "This bucket has a response time already.");

public sealed record CadenceNamesAnUndeclaredSegment(string At)
    : TermsRefusal(At, "The terms don't declare this segment.");

public sealed record CadenceIsOutOfRange(string At)
    : TermsRefusal(At, "A cadence is 1 to 1,000 attempts within 1 to 366 days.");

public sealed record IdealDayIsOutsideTheWindow(string At)
    : TermsRefusal(At, "An ideal day is 0 (the day of the handoff) to the window's days after it.");

public sealed record IdealDayIsGivenTwice(string At) : TermsRefusal(At, "This day is an ideal one already.");

public sealed record CadenceIsGivenTwice(string At) : TermsRefusal(At, "This segment has a cadence already.");

public sealed record BusinessTimeNeedsOpenHours(string At)
    : TermsRefusal(At, "This is promised in business time, but the calendar has no open hours.");

public sealed record DeadlineIsOutOfReach(string At)
    : TermsRefusal(At, "The calendar isn't open for long enough: this promise could take ten years to fall due.");

/// <param name="Within">The promise's own time, in the same unit.</param>
public sealed record ReminderIsOutOfRange(string At, int Within) : TermsRefusal(
    At,
    Within > 1
        ? $"A reminder comes after the clock's start and before its end: 1 to {Within - 1} before the deadline here."
        : "This promise is too short for a reminder before its deadline.");

public sealed record ReasonCodeNamesAnUndeclaredCriterion(string At)
    : TermsRefusal(At, "A reason is bound to a criterion that the terms declare.");

public sealed record CurveNeedsAGoal()
    : TermsRefusal("curve", "A curve is the line along which a goal is delivered; there is no goal.");

public sealed record WeekdayWeightsDoNotFitTheShape() : TermsRefusal(
    "curve.weekdayWeights",
    "A weighted curve has seven weekday weights, Monday to Sunday; other shapes have none.");

public sealed record WeightIsOutOfRange(string At) : TermsRefusal(At, "A weight is 0 to 100, with at most 3 decimals.");

public sealed record BandIsOutOfRange(string At)
    : TermsRefusal(At, "A band's width is a share of the goal: 0 to 1, with at most 8 decimals.");

public sealed record DateWeightSpanIsOutOfRange(string At) : TermsRefusal(
    At,
    "A season or event ends on the day it starts or later, lasts at most 366 days, and ends before the year 3000.");

public sealed record DayWeightIsOutOfRange(DateOnly Day) : TermsRefusal(
    "curve.dateWeights",
    $"The weights that meet on {Day:yyyy-MM-dd} multiply to neither 0 nor 0.001 to 10,000.");

public sealed record MonthWeighsNothing(Month Month)
    : TermsRefusal("curve", $"No day of {Month} weighs anything, so its goal couldn't be spread over it.");

public sealed record QuorumIsOutOfRange() : TermsRefusal("review.quorum", "A quorum is 1 to 100 votes.");

public sealed record RulingTimeIsOutOfRange()
    : TermsRefusal("review.ruleWithinHours", "A ruling is owed within 1 to 8,760 hours (a year).");

public sealed record ClaimTimeIsOutOfRange()
    : TermsRefusal("review.claimMinutes", "A claim holds for 1 to 10,080 minutes (a week).");

public sealed record ReviewNeedsReasonCodes()
    : TermsRefusal("reasonCodes", "Where rejections are judged, the terms name the reasons there may be.");

public sealed record PanelIsNotSeated() : TermsRefusal("review.panelId", "There is no such panel, or it has no chair.");

public sealed record QuorumExceedsThePanel(int Members)
    : TermsRefusal("review.quorum", $"The panel has {Members} members; the quorum couldn't be reached.");

public sealed record ChairBelongsToAParty()
    : TermsRefusal("review.panelId", "The panel's chair is named as one of a party, and would judge their own case.");

public sealed record ResponsibilityNeedsADuty(string At) : TermsRefusal(At, "A duty is a text of 1 to 200 characters.");

public sealed record ResponsibleIsNotOfTheParty(string At, Party Party)
    : TermsRefusal(At, $"Who answers for it is one of the party {Party}, by the subject of their token, or left out.");

public sealed record ResponsibilityIsGivenTwice(string At)
    : TermsRefusal(At, "The same party, and the same person, answers for this duty already.");

public sealed record StrikesNeedACause()
    : TermsRefusal("strikes", "Strikes are given for something: name at least one cause, or leave strikes out.");

public sealed record DaysOutOfBandAreOutOfRange()
    : TermsRefusal("strikes.daysOutOfBand", "A month ends on 0 to 31 of its days outside of its band.");

public sealed record StrikeShareIsOutOfRange(string At)
    : TermsRefusal(At, "A share of promises kept is 0 to 1, with at most 8 decimals.");

public sealed record StrikesPerPersonNeedAShare() : TermsRefusal(
    "strikes.perPerson",
    "A person is given strikes for the share of first responses or cadences that they kept, and neither is asked for.");

public sealed record StrikeNeedsItsPromise(string At)
    : TermsRefusal(At, "These terms don't make the promise that this would give strikes for.");

public sealed record CarryOverShareIsOutOfRange() : TermsRefusal(
    "compensation.carryOverShare",
    "The share of a shortfall that is carried over is more than 0 and at most 1, with at most 8 decimals.");

public sealed record MostShareOfGoalIsOutOfRange() : TermsRefusal(
    "compensation.mostShareOfGoal",
    "The most that is carried over is more than 0 and at most 100 times the goal, with at most 8 decimals.");

public sealed record CompensationNeedsAGoal()
    : TermsRefusal("compensation", "A shortfall is what a goal was missed by; there is no goal.");

public sealed record NoticeIsOutOfRange()
    : TermsRefusal("termination.noticeMonths", "A notice is 0 to 24 months.");

public sealed record TriggerIsOutOfRange() : TermsRefusal(
    "termination.goalMissedMonths",
    "The goal is missed 1 to 24 months running before either party may end the agreement without notice.");

public sealed record TriggerNeedsAGoal()
    : TermsRefusal("termination.goalMissedMonths", "A goal that is missed is the trigger; there is no goal.");

public sealed record SalesCycleIsOutOfRange()
    : TermsRefusal("salesCycleMonths", "A sale takes 1 to 60 months.");

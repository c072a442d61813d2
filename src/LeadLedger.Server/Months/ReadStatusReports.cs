using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Pacing;
using LeadLedger.Server.Access;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Months;

/// <summary>The month's four reports: days 1 to 7, 8 to 14, 15 to 21, and 22 to its end (004).</summary>
/// <param name="TermsVersion">The terms in force in the month; null: none are.</param>
/// <param name="GoalKind">What planned and delivered count; null: no goal is promised.</param>
/// <param name="Strikes">Given for the month, once it is closed.</param>
public sealed record StatusReports(
    AgreementId AgreementId,
    Month Month,
    int? TermsVersion,
    GoalKind? GoalKind,
    IReadOnlyList<StatusReport> Weeks,
    IReadOnlyList<Strike> Strikes);

/// <summary>A week of the month: both sides' promises against what was kept.</summary>
/// <param name="IsOver">Its last local day has ended.</param>
/// <param name="Marketing">Null: no curve is promised.</param>
/// <param name="HandedOff">Leads credited in the week.</param>
/// <param name="Capacity">Leads that sales could receive in it; null: nobody said.</param>
/// <param name="FirstResponses">Owed by sales for clocks that started in the week.</param>
/// <param name="Cadences">Owed by sales for clocks that started in the week.</param>
/// <param name="Rulings">Owed by the panel for rejections of the week.</param>
public sealed record StatusReport(
    int Week,
    DateOnly From,
    DateOnly To,
    bool IsOver,
    WeeklyDelivery? Marketing,
    long HandedOff,
    decimal? Capacity,
    PromisesShown FirstResponses,
    PromisesShown Cadences,
    PromisesShown Rulings);

/// <summary>What marketing delivered net in a week against its line; in leads or lead value, as the goal is.</summary>
/// <param name="Variance">Delivered less planned, in the week.</param>
/// <param name="VarianceCumulative">The same from the month's first day to the week's end.</param>
/// <param name="Standing">At the week's end, as it was known then; null: it isn't over.</param>
public sealed record WeeklyDelivery(
    decimal Planned,
    decimal Delivered,
    decimal Variance,
    decimal PlannedCumulative,
    decimal DeliveredCumulative,
    decimal VarianceCumulative,
    BandStanding? Standing);

/// <summary><c>GET /v1/agreements/{agreementId}/months/{month}/status-reports</c></summary>
internal static class ReadStatusReportsEndpoint
{
    private const int Weeks = 4;
    private const int DaysOfAWeek = 7;

    private static readonly OperationText Text = new(
        "Reads a month's status reports",
        "Four a month: what marketing delivered against its line, what sales and the panel kept of what they promised "
        + "for the week's leads, and the leads sent against what sales could receive.",
        null,
        MonthExamples.StatusReports);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapQuery(
        "/agreements/{agreementId}/months/{month}/status-reports", AgreementAccess.Readers, Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var reading = await MonthOfAgreement.Read(call);
        if (reading.Value is not { } asked)
            return reading.Problem!;
        var (agreement, month) = asked;
        var (account, _) = await ReadMonthAccountEndpoint.AccountOf(call, asked);
        var currency = ReadScorecardEndpoint.CurrencyOf(agreement) ?? "";
        var sums = await MonthSums.Read(call.Read.Database, agreement.Id, month, currency, call.Cancellation);
        var terms = agreement.TermsInForceIn(month);
        var ended = ReadScorecardEndpoint.LastDay(asked, call.Read.Clock.Now());
        var leads = account.LeadsSalesCanTake(terms);
        var ground = new Ground(
            month,
            sums,
            terms is null ? null : PacingPlan.ForMonth(terms, month),
            terms is not null && leads is { } most ? CapacityPlan.ForMonth(terms, month, most) : null,
            sums.Days(agreement, month, ended).ToDictionary(day => day.Day, day => day.Standing),
            ended,
            currency);
        var reports = new StatusReports(
            agreement.Id,
            month,
            terms?.Version,
            terms?.Goal?.Kind,
            [.. Enumerable.Range(0, Weeks).Select(week => ReportOf(week, ground))],
            [.. account.Strikes.Select(Strike.Of)]);
        return Answer.Ok(reports) with { Position = sums.Position };
    }

    private static StatusReport ReportOf(int week, Ground ground)
    {
        var from = ground.Month.FirstDay.AddDays(week * DaysOfAWeek);
        var to = week == Weeks - 1 ? ground.Month.LastDay : from.AddDays(DaysOfAWeek - 1);
        var sales = ground.Sums.Sales(sum => sum.Week == week);
        var capacity = ground.Capacity?.Days.Where(day => from <= day.Day && day.Day <= to).Sum(day => day.Leads);
        return new StatusReport(
            week + 1,
            from,
            to,
            to <= ground.Ended,
            ground.Plan is { } plan ? DeliveryOf(plan, from, to, ground) : null,
            ground.Sums.BookedIn(from, to).GrossCount,
            capacity is { } leads ? Shown.Rounded(leads) : null,
            PromisesShown.Of(sales.FirstResponses),
            PromisesShown.Of(sales.Cadences),
            PromisesShown.Of(ground.Sums.Rulings(sum => sum.Week == week)));
    }

    private static WeeklyDelivery DeliveryOf(PacingPlan plan, DateOnly from, DateOnly to, Ground ground)
    {
        var kind = plan.Goal.Kind;
        var planned = plan.Days[to.Day - 1].PlannedCumulative;
        var plannedBefore = from.Day == 1 ? 0 : plan.Days[from.Day - 2].PlannedCumulative;
        var delivered = ground.Sums.BookedIn(plan.Month.FirstDay, to).Net(kind);
        var inWeek = ground.Sums.BookedIn(from, to).Net(kind);
        return new WeeklyDelivery(
            Amount(planned - plannedBefore),
            Amount(inWeek),
            Amount(inWeek - planned + plannedBefore),
            Amount(planned),
            Amount(delivered),
            Amount(delivered - planned),
            ground.Standings.TryGetValue(to, out var standing) ? standing : null);

        decimal Amount(decimal exact) => Shown.Amount(exact, kind, ground.Currency);
    }

    /// <summary>What the reports of a month are made of.</summary>
    /// <param name="Standings">By the days that have ended, as they were known at their ends.</param>
    /// <param name="Ended">The last of them.</param>
    private sealed record Ground(
        Month Month,
        MonthSums Sums,
        PacingPlan? Plan,
        CapacityPlan? Capacity,
        Dictionary<DateOnly, BandStanding> Standings,
        DateOnly Ended,
        string Currency);
}

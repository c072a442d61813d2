using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Time;
using LeadLedger.Server.Access;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Months;

/// <summary>What both sides promised in a month, and what they kept.</summary>
/// <param name="Issued">As it was given when the month was closed: it never changes. Null until then.</param>
/// <param name="Running">As it would be given if the month ended now; null once it is issued.</param>
/// <param name="Restated">As it is now, with credit by the day of the handoff, wherever it is booked.</param>
/// <param name="Adjustments">What came to be known after the closing, and is booked later.</param>
/// <param name="MissedMonths">The months running that fired the termination trigger; null: it hasn't fired.</param>
public sealed record MonthScorecard(
    AgreementId AgreementId,
    Month Month,
    string? Currency,
    DateTimeOffset? ClosedAt,
    DateTimeOffset? IssuedAt,
    ScorecardShown? Issued,
    ScorecardShown? Running,
    ScorecardShown Restated,
    IReadOnlyList<Strike> Strikes,
    IReadOnlyList<Adjustment> Adjustments,
    IReadOnlyList<Month>? MissedMonths);

/// <summary><c>GET /v1/agreements/{agreementId}/months/{month}/scorecard</c></summary>
internal static class ReadScorecardEndpoint
{
    private static readonly OperationText Text = new(
        "Reads a month's scorecard",
        "What marketing promised and delivered, and what sales and the panel promised and kept: as it was issued when "
        + "the month was closed, and as the figures are now. Promises are those whose clocks started in the month.",
        null,
        MonthExamples.Scorecard);

    public static void Map(IEndpointRouteBuilder routes) => routes.MapQuery(
        "/agreements/{agreementId}/months/{month}/scorecard", AgreementAccess.Readers, Handle, Text);

    private static async Task<Answer> Handle(QueryCall call)
    {
        var reading = await MonthOfAgreement.Read(call);
        if (reading.Value is not { } asked)
            return reading.Problem!;
        var (agreement, month) = asked;
        var (account, _) = await ReadMonthAccountEndpoint.AccountOf(call, asked);
        var carried = month > Earliest
            ? (await ReadMonthAccountEndpoint.AccountOf(call, new(agreement, month.AddMonths(-1)))).Account
            : AgreementMonth.Initial;
        var currency = CurrencyOf(agreement);
        var sums = await MonthSums.Read(call.Read.Database, agreement.Id, month, currency ?? "", call.Cancellation);
        var outOfBand = MonthDecisions.DaysOutOfBand(agreement, month, sums, LastDay(asked, call.Read.Clock.Now()));
        var scorecard = new MonthScorecard(
            agreement.Id,
            month,
            currency,
            account.Closed?.ClosedAt,
            account.Issued?.IssuedAt,
            account.Issued is { } issued ? ScorecardShown.Of(issued.Scorecard, currency ?? "") : null,
            account.Issued is null ? Reckoned(sums.BookedIn(month.FirstDay, month.LastDay)) : null,
            Reckoned(sums.Restated),
            [.. account.Strikes.Select(Strike.Of)],
            [.. account.Adjustments.Select(Adjustment.Of)],
            account.MissedMonths);
        return Answer.Ok(scorecard) with { Position = sums.Position };

        ScorecardShown Reckoned(CreditFigures credit) => ScorecardShown.Of(
            Scorecard.Of(
                agreement.TermsInForceIn(month),
                sums.Figures(credit, outOfBand),
                carried.Issued?.Scorecard.Marketing),
            currency ?? "");
    }

    private static Month Earliest { get; } = new(1, 1);

    /// <summary>The agreement's, which the first signed terms fixed; null: none are signed.</summary>
    internal static string? CurrencyOf(Agreement agreement) => FirstSigned(agreement)?.Currency;

    /// <summary>The month's last day that has ended, or one before its first; with or without terms in it.</summary>
    internal static DateOnly LastDay(MonthOfAgreement asked, DateTimeOffset now)
    {
        var today = FirstSigned(asked.Agreement) is { TimeZone: var zone }
            ? LocalTime.DayOf(now, zone)
            : DateOnly.FromDateTime(now.UtcDateTime);
        var ended = today.AddDays(-1);
        return ended < asked.Month.LastDay ? ended : asked.Month.LastDay;
    }

    /// <summary>They fixed the agreement's currency and time zone; null: none are signed.</summary>
    private static Terms? FirstSigned(Agreement agreement) =>
        agreement.Versions.FirstOrDefault(version => version.IsSigned)?.Terms;
}

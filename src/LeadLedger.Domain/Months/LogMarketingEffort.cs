using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Time;

namespace LeadLedger.Domain.Months;

/// <summary>Says what marketing put into a kind of asset in a month; entries of a kind add up (003).</summary>
public sealed record LogMarketingEffort(
    AgreementId AgreementId,
    Month Month,
    string AssetKind,
    int Made,
    decimal Hours,
    int Leads,
    Act Act)
{
    private const int LongestKind = 60;
    private const int Most = 1_000_000;

    public static Decision<MonthEvent> Decide(AgreementMonth state, Agreement? agreement, LogMarketingEffort command)
    {
        if (agreement is null)
            return new AgreementIsUnknown();
        if (agreement.PartiesAt(command.Act.Now)?.IsMarketing(command.Act.Actor) != true)
            return new LoggingEffortNeedsMarketing();
        if (agreement.TermsInForceIn(command.Month) is not { } terms)
            return new NoTermsInForceInMonth(command.Month);
        if (command.Month > LocalTime.MonthOf(command.Act.Now, terms.TimeZone))
            return new MonthHasNotBegun(command.Month);
        if (state.IsClosed)
            return new MonthIsClosedAlready(command.Month);
        if (!Subject.IsTrimmed(command.AssetKind, LongestKind))
            return new EffortNeedsAnAssetKind();
        if (command is not { Made: >= 1 and <= Most, Hours: > 0 and <= Most, Leads: >= 0 and <= Most }
            || decimal.Round(command.Hours, 2) != command.Hours)
            return new EffortIsOutOfRange(Most);
        return new MarketingEffortLogged(
            command.AgreementId,
            command.Month,
            command.AssetKind,
            command.Made,
            command.Hours,
            command.Leads,
            command.Act.Actor,
            command.Act.Now);
    }
}

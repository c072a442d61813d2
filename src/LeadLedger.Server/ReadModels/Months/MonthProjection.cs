using System.Text.Json;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Pacing;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.ReadModels.Agreements;
using LeadLedger.Server.ReadModels.Projecting;

namespace LeadLedger.Server.ReadModels.Months;

/// <summary>The accounts of months, and which of them are closed.</summary>
internal static class MonthProjection
{
    /// <param name="months">Those that the page is about, by their stream's id.</param>
    /// <param name="agreement">The month's agreement.</param>
    /// <param name="added">What the page adds to the accounts.</param>
    public static void Apply(
        Fact fact, MonthEvent e, Dictionary<Guid, MonthRow> months, AgreementRows agreement, MonthPage added)
    {
        var (agreementId, month) = e.About();
        if (!months.TryGetValue(fact.StreamId, out var row))
        {
            months.Add(fact.StreamId, row = new MonthRow
            {
                IsNew = true,
                MonthId = fact.StreamId,
                AgreementId = agreementId.Value,
                Month = month.FirstDay,
            });
        }
        row.Touch(fact.Position);
        switch (e)
        {
            case SalesCapacityDeclared it:
                added.Capacities.Add(new(fact.Position, it));
                break;
            case MarketingEffortLogged it:
                added.Efforts.Add(new(fact.Position, it));
                break;
            case PacingLeftBand it:
                added.BandChanges.Add(new(fact.Position, agreementId, month, new BandChange(
                    it.Day, it.Standing, it.Actual, it.Planned, it.BandLow, it.BandHigh, it.DecidedAt)));
                break;
            case PacingReturnedToBand it:
                added.BandChanges.Add(new(fact.Position, agreementId, month, new BandChange(
                    it.Day, BandStanding.InBand, it.Actual, it.Planned, it.BandLow, it.BandHigh, it.DecidedAt)));
                break;
            case MonthClosed it:
                (row.ClosedBy, row.ClosedAt) = (it.ClosedBy, it.ClosedAt);
                agreement.Agreement?.Close(it.Month);
                agreement.Agreement?.Touch(fact.Position);
                break;
            case ScorecardIssued it:
                row.Scorecard = JsonSerializer.Serialize(it.Scorecard, LedgerJson.Options);
                (row.ScorecardPosition, row.IssuedAt) = (it.Position, it.IssuedAt);
                break;
            case AdjustmentBooked it:
                added.Recorded.Add((it.Entry, fact.Position));
                break;
            case StrikeGiven it:
                added.Strikes.Add(new(fact.Position, it));
                row.Strikes++;
                break;
            case TerminationTriggered it:
                row.MissedMonths = it.MissedMonths.Count;
                break;
            default:
                throw new InvalidOperationException($"{e.GetType().Name} is not known here.");
        }
    }
}

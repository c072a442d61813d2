using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Pacing;
using LeadLedger.Domain.Time;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Tests.ReadModels;

/// <summary>
/// The accounts of one agreement's months beside a random history: something is said of each, most are closed once
/// they are over, in order, and what comes later is an adjustment.
/// </summary>
internal sealed class RandomMonths(LedgerOfHand ledger, AgreementId agreement, Terms terms, int seed)
{
    private readonly Random _random = new(seed);
    private Month _month = LocalTime.MonthOf(Company.Start, terms.TimeZone);
    private bool _isToldOf;

    /// <summary>Time has passed.</summary>
    public async Task Pass(DateTimeOffset now)
    {
        if (!_isToldOf)
            await Tell(now);
        _isToldOf = true;
        if (now < LocalTime.StartOfMonth(_month.AddMonths(1), terms.TimeZone).AddHours(_random.Next(1, 400)))
            return;
        await Close(now);
        (_month, _isToldOf) = (_month.AddMonths(1), false);
    }

    private async Task Tell(DateTimeOffset now)
    {
        var day = LocalTime.DayOf(now, terms.TimeZone);
        await Append(
            new SalesCapacityDeclared(agreement, _month, "north", new SalesCapacity(2, _random.Next(100)), "max", now),
            new SalesCapacityDeclared(agreement, _month, "north", new SalesCapacity(3, _random.Next(100)), "max", now),
            new MarketingEffortLogged(agreement, _month, "blog-post", 2, 6.25m, _random.Next(9), "mia", now),
            new PacingLeftBand(agreement, _month, day, BandStanding.Below, 1, 5, 2.5m, 9, now),
            new PacingReturnedToBand(agreement, _month, day, 4, 5, 2.5m, 9, now));
    }

    private async Task Close(DateTimeOffset now)
    {
        await Append(new MonthClosed(agreement, _month, "ann", now));
        var kept = new KeptPromises(9, 5, 2, 1, 1);
        var scorecard = new Scorecard(
            terms.Version,
            new MarketingScore(GoalKind.LeadValue, terms.Goal!.Amount, 0, 9_000.5m, 8_000, 23_000, 0, 3, 1),
            new SalesScore(kept, kept),
            [new PersonScore("sam", kept, kept), new PersonScore(null, kept, kept)],
            kept);
        await Append(
            new ScorecardIssued(agreement, _month, scorecard, ledger.LastPosition, now),
            new StrikeGiven(agreement, _month, Party.Sales, "sam", StrikeCause.CadencesMissed, 0.9m, 0.5m, now),
            new TerminationTriggered(agreement, _month, [_month], now));
        // Of an entry that was made just before: what counts here is that the row is found by it.
        var entry = ledger.Events.FindLast(it => it.Event is LeadHandedOff);
        if (entry is { Event: LeadHandedOff handedOff })
        {
            var fact = handedOff.Handoff.LocalDay;
            await Append(new AdjustmentBooked(
                agreement, _month, entry.Position, handedOff.LeadId, 1, 1, 3_000, "EUR", fact, fact, now));
        }
    }

    private Task<long> Append(params MonthEvent[] events) =>
        ledger.Append(Identity.MonthOf(agreement, _month), [.. events]);
}

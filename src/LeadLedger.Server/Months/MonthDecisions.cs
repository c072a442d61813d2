using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Pacing;
using LeadLedger.Domain.Time;
using LeadLedger.Server.Ledger;
using Npgsql;

namespace LeadLedger.Server.Months;

/// <summary>
/// What the month watch decides, each as a command like anybody's: on the month's state, at its version, under a key
/// that says what it is about. So it can be decided again, and by several nodes at once, and is in the ledger once.
/// </summary>
/// <remarks>It asks on the ledger's own connections: those for queries are the callers'.</remarks>
internal sealed class MonthDecisions(WriteSide ledger, AgreementCache agreements, NpgsqlDataSource database)
{
    private const string Actor = "leadledger";

    /// <summary>Decides the band of an agreement's month for every day up to the one given, in order.</summary>
    /// <returns>False: the read models haven't come as far as they must yet.</returns>
    public async Task<bool> Band(
        Guid agreementId, Month month, DateOnly through, long mark, CancellationToken cancellation)
    {
        if (await Agreement(agreementId, cancellation) is not { } agreement
            || agreement.RegularTermsIn(month) is not { Curve: not null } terms)
            return true;
        var sums = await MonthSums.Read(database, agreement.Id, month, terms.Currency, cancellation);
        if (sums.Position < mark)
            return false;
        var stream = Identity.MonthOf(agreement.Id, month);
        var standing = BandStanding.InBand;
        var questions = new List<Question<AgreementMonth, MonthEvent>>();
        foreach (var day in sums.Days(agreement, month, through))
        {
            // The days between two changes have nothing to say.
            if (day.Standing == standing)
                continue;
            standing = day.Standing;
            var ended = LocalTime.StartOfDay(day.Day.AddDays(1), terms.TimeZone);
            var command = new DecideBand(agreement.Id, month, day, Act(ended));
            questions.Add(new(
                Context(stream, $"watch/band/{day.Day:yyyy-MM-dd}", command.Act),
                state => Judgement.Alone(DecideBand.Decide(state, command))));
        }
        if (questions.Count > 0)
        {
            MonthCounts.Count(
                "band", await ledger.Decider.DecideInOrder(StreamKinds.Month, stream, questions, cancellation));
        }
        return true;
    }

    /// <summary>Gives a closed month its scorecard, with what follows from it.</summary>
    public async Task Scorecard(Guid agreementId, Month month, CancellationToken cancellation)
    {
        if (await Agreement(agreementId, cancellation) is not { } agreement)
            return;
        var terms = agreement.RegularTermsIn(month);
        var currency = terms?.Currency ?? agreement.Versions.FirstOrDefault(it => it.IsSigned)?.Terms.Currency ?? "";
        var sums = await MonthSums.Read(database, agreement.Id, month, currency, cancellation);
        var figures = sums.Figures(
            sums.BookedIn(month.FirstDay, month.LastDay), DaysOutOfBand(agreement, month, sums, month.LastDay));
        var stream = Identity.MonthOf(agreement.Id, month);
        var command = new IssueScorecard(agreement.Id, month, figures, sums.Position, Act(null));
        var outcome = await ledger.Decider.Decide(
            StreamKinds.Month,
            stream,
            Context(stream, "watch/scorecard", command.Act),
            state => ledger.Grounds.Judge<MonthEvent>(
                agreement.Id,
                month.AddMonths(-1),
                (grounds, previous) => IssueScorecard.Decide(state, grounds, previous, command)),
            cancellation: cancellation);
        MonthCounts.Count("scorecard", outcome);
    }

    /// <summary>Shows entries in the account of the closed month that their facts fall in.</summary>
    public async Task Adjustments(
        Guid agreementId, Month month, IEnumerable<AdjustmentDue> entries, CancellationToken cancellation)
    {
        var id = new AgreementId(agreementId);
        var stream = Identity.MonthOf(id, month);
        var act = Act(null);
        var questions = entries.Select(due =>
        {
            var command = new BookAdjustment(
                id, month, due.Entry, new LeadId(due.LeadId), due.Handoff, due.Count, due.Amount, due.Currency,
                due.FactDay, due.BookedDay, act);
            return new Question<AgreementMonth, MonthEvent>(
                Context(stream, $"watch/adjustment/{due.Entry}", act),
                state => Judgement.Alone(BookAdjustment.Decide(state, command)));
        });
        MonthCounts.Count(
            "adjustment",
            await ledger.Decider.DecideInOrder(StreamKinds.Month, stream, [.. questions], cancellation));
    }

    /// <summary>Days at whose end the net curve was outside of its band; null: there is no curve.</summary>
    public static int? DaysOutOfBand(Agreement agreement, Month month, MonthSums sums, DateOnly through) =>
        agreement.RegularTermsIn(month)?.Curve is null
            ? null
            : sums.Days(agreement, month, through).Count(day => day.Standing != BandStanding.InBand);

    private async Task<Agreement?> Agreement(Guid id, CancellationToken cancellation) =>
        (await agreements.GetRecent(id, cancellation)).State;

    private Act Act(DateTimeOffset? occurredAt)
    {
        var now = ledger.Clock.Now();
        return new(Actor, Role.Watch, Actor, occurredAt ?? now, now);
    }

    private CommandContext Context(Guid stream, string key, Act act) =>
        new(act, key, ledger.Identity.HashOf("watchMonth", stream, key));
}

/// <summary>An entry of a closed month that isn't in its account yet.</summary>
internal sealed record AdjustmentDue(
    long Entry,
    Guid AgreementId,
    DateOnly Month,
    Guid LeadId,
    int Handoff,
    int Count,
    decimal Amount,
    string Currency,
    DateOnly FactDay,
    DateOnly BookedDay);

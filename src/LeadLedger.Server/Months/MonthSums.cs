using System.Data;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Pacing;
using LeadLedger.Server.Http;
using LeadLedger.Server.ReadModels.Tables;
using Npgsql;

namespace LeadLedger.Server.Months;

/// <summary>What the read models have of a month, all of it at one position.</summary>
/// <param name="Position">The ledger's position that they had.</param>
/// <param name="Booked">Credit that is booked in the month, by day.</param>
/// <param name="Restated">Credit for handoffs of the month, wherever it is booked.</param>
/// <param name="Promises">Those whose clocks started in the month.</param>
internal sealed record MonthSums(
    long Position,
    IReadOnlyList<BookedSum> Booked,
    CreditFigures Restated,
    IReadOnlyList<PromiseSum> Promises)
{
    private const string Sql = """
        select position from bi_v1.freshness;

        select booked_day, known_day, sum(credit_count)::bigint, sum(credit_amount),
          sum(credit_count - debit_count)::bigint, sum(credit_amount - debit_amount)
        from bi_v1.pacing_day
        where agreement_id = $1 and booked_month = $2 and currency = $3
        group by booked_day, known_day;

        select coalesce(sum(credit_count), 0)::bigint, coalesce(sum(credit_amount), 0),
          coalesce(sum(credit_count - debit_count), 0)::bigint, coalesce(sum(credit_amount - debit_amount), 0)
        from bi_v1.pacing_day
        where agreement_id = $1 and handoff_month = $2 and currency = $3;

        select promise, person, least((extract(day from day)::int - 1) / 7, 3),
          sum(promised)::int, sum(kept)::int, sum(missed)::int, sum(lapsed)::int, sum(open)::int
        from bi_v1.promise_day
        where agreement_id = $1 and day >= $2 and day < ($2 + interval '1 month')::date
        group by promise, person, 3
        having sum(promised) > 0
        order by person nulls last, promise, 3
        """;

    private static readonly string FirstResponse = Codes<OwedPromise>.Of(OwedPromise.FirstResponse);
    private static readonly string Cadence = Codes<OwedPromise>.Of(OwedPromise.Cadence);
    private static readonly string Ruling = Codes<OwedPromise>.Of(OwedPromise.Ruling);

    /// <summary>Reads them in one snapshot and one round trip.</summary>
    public static async Task<MonthSums> Read(
        NpgsqlDataSource database,
        AgreementId agreementId,
        Month month,
        string currency,
        CancellationToken cancellation)
    {
        await using var connection = await database.OpenConnectionAsync(cancellation);
        await using var snapshot = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellation);
        await using var batch = connection.CreateBatch();
        foreach (var statement in Sql.Split(';'))
        {
            var command = new NpgsqlBatchCommand(statement);
            if (statement.Contains('$', StringComparison.Ordinal))
                command.Parameters.Add(new() { Value = agreementId.Value });
            if (statement.Contains("$2", StringComparison.Ordinal))
                command.Parameters.Add(new() { Value = month.FirstDay });
            if (statement.Contains("$3", StringComparison.Ordinal))
                command.Parameters.Add(new() { Value = currency });
            batch.BatchCommands.Add(command);
        }
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var position = reader.GetInt64(0);
        await reader.NextResultAsync(cancellation);
        var booked = new List<BookedSum>();
        while (await reader.ReadAsync(cancellation))
            booked.Add(new(reader.GetFieldValue<DateOnly>(0), reader.GetFieldValue<DateOnly>(1), Credit(reader, 2)));
        await reader.NextResultAsync(cancellation);
        await reader.ReadAsync(cancellation);
        var restated = Credit(reader, 0);
        await reader.NextResultAsync(cancellation);
        var promises = new List<PromiseSum>();
        while (await reader.ReadAsync(cancellation))
            promises.Add(PromiseSum.Of(reader));
        return new MonthSums(position, booked, restated, promises);
    }

    /// <summary>What is booked from a day to another.</summary>
    public CreditFigures BookedIn(DateOnly from, DateOnly to) =>
        Sum([.. Booked.Where(sum => from <= sum.BookedDay && sum.BookedDay <= to).Select(sum => sum.Credit)]);

    /// <summary>What a scorecard is made of.</summary>
    /// <param name="credit">The booked credit, or the restated one.</param>
    /// <param name="daysOutOfBand">Null: there is no curve.</param>
    public MonthFigures Figures(CreditFigures credit, int? daysOutOfBand) => new(
        credit,
        daysOutOfBand,
        Sales(_ => true),
        [
            .. Promises.Where(sum => sum.Promise != Ruling).Select(sum => sum.Person).Distinct().Select(person =>
            {
                var score = Sales(sum => sum.Person == person);
                return new PersonScore(person, score.FirstResponses, score.Cadences);
            }),
        ],
        Rulings(_ => true));

    /// <summary>What sales owed and kept of some of the promises.</summary>
    public SalesScore Sales(Func<PromiseSum, bool> which) => new(Kept(FirstResponse, which), Kept(Cadence, which));

    /// <summary>What the panel owed and kept of some of the promises.</summary>
    public KeptPromises Rulings(Func<PromiseSum, bool> which) => Kept(Ruling, which);

    /// <summary>
    /// The days of the month that have ended, as they were known at their ends; none without a curve.
    /// </summary>
    /// <param name="agreement">Its regular terms of the month say what was planned.</param>
    /// <param name="month">The month.</param>
    /// <param name="through">The last day that has ended.</param>
    public IReadOnlyList<DayInBand> Days(Agreement agreement, Month month, DateOnly through) =>
        agreement.RegularTermsIn(month) is { Goal.Kind: var kind } terms
        && PacingPlan.ForMonth(terms, month) is { } plan
            ? [
                .. DayInBand.Of(
                    plan,
                    Booked.GroupBy(sum => sum.KnownDay)
                        .ToDictionary(known => known.Key, known => known.Sum(sum => sum.Credit.Net(kind))),
                    agreement.FirstRegularDay() ?? month.FirstDay,
                    through),
            ]
            : [];

    private KeptPromises Kept(string promise, Func<PromiseSum, bool> which)
    {
        var sums = Promises.Where(sum => sum.Promise == promise && which(sum)).Select(sum => sum.Kept).ToList();
        return new KeptPromises(
            sums.Sum(kept => kept.Promised),
            sums.Sum(kept => kept.Kept),
            sums.Sum(kept => kept.Missed),
            sums.Sum(kept => kept.Lapsed),
            sums.Sum(kept => kept.Open));
    }

    private static CreditFigures Sum(IReadOnlyCollection<CreditFigures> parts) => new(
        parts.Sum(it => it.GrossCount),
        parts.Sum(it => it.GrossValue),
        parts.Sum(it => it.NetCount),
        parts.Sum(it => it.NetValue));

    private static CreditFigures Credit(NpgsqlDataReader row, int at) =>
        new(row.GetInt64(at), row.GetDecimal(at + 1), row.GetInt64(at + 2), row.GetDecimal(at + 3));
}

/// <summary>Credit by the day it is booked on and the day at whose end it was known.</summary>
internal sealed record BookedSum(DateOnly BookedDay, DateOnly KnownDay, CreditFigures Credit);

/// <summary>How the promises of one kind stand that a person owes and whose clocks started in one week.</summary>
/// <param name="Promise">firstResponse, cadence or ruling.</param>
/// <param name="Person">Null: nobody in person.</param>
/// <param name="Week">0 to 3: the month's first seven days, the next, and so on; the fourth has the rest.</param>
internal sealed record PromiseSum(string Promise, string? Person, int Week, KeptPromises Kept)
{
    public static PromiseSum Of(NpgsqlDataReader row) => new(
        row.GetString(0),
        row.MaybeText(1),
        row.GetInt32(2),
        new KeptPromises(row.GetInt32(3), row.GetInt32(4), row.GetInt32(5), row.GetInt32(6), row.GetInt32(7)));
}

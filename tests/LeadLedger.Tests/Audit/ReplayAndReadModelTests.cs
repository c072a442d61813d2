using System.Globalization;
using System.Net;
using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.ReadModels;

namespace LeadLedger.Tests.Audit;

/// <summary>
/// Over random histories: the differences of a replay, put together, are the lead's state, which is what the domain
/// folds of the same events and what the read model says.
/// </summary>
public sealed class ReplayAndReadModelTests
{
    private const string Columns = """
        lead_id, place, stage, owner_kind, owner, assignee, handoff, agreement_id, terms_version, segment, bucket,
        conversion_action, source, lead_value, currency, open_case, since, first_response_due_at, first_response_at,
        attempts_promised, attempts_made, cadence_ends_at, calendar_version, time_zone_data
        """;

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public async Task The_fold_of_the_differences_is_the_fold_of_the_events_and_the_row_of_the_read_model(int seed)
    {
        LedgerOfHand? ledger = null;
        using var api = new ApiFixture
        {
            Watches = false,
            // The service watches months too, and would add to theirs while the history is still made.
            BeforeServing = async database =>
            {
                await using var store = new PostgresEventStore(database.Service);
                await RandomHistory.Append(ledger = new LedgerOfHand(store), seed, 400);
            },
        };
        await api.InitializeAsync();
        try
        {
            await AssertReplayed(api, ledger!);
        }
        finally
        {
            await api.DisposeAsync();
        }
    }

    private static async Task AssertReplayed(ApiFixture api, LedgerOfHand ledger)
    {
        var auditor = api.As("audrey", Role.Auditor);
        var position = ledger.LastPosition.ToString(CultureInfo.InvariantCulture);
        (await auditor.Get("/v1/leads?limit=1", ("Ledger-Min-Position", position))).Expect(HttpStatusCode.OK);
        var rows = await ReadModelRows(api);
        var histories = ledger.Events.Where(it => it.Event is LeadEvent)
            .GroupBy(it => it.Stream, it => (LeadEvent)it.Event)
            .ToDictionary(history => history.Key, history => history.ToList());
        Assert.True(histories.Count > 20, $"{histories.Count}");

        foreach (var (id, history) in histories)
        {
            var whole = (await auditor.Get($"/v1/leads/{id}/replay")).Expect(HttpStatusCode.OK).Json;
            var folded = new SortedDictionary<string, string>(StringComparer.Ordinal);
            var state = Lead.Initial;
            foreach (var (n, step) in whole.GetProperty("steps").EnumerateArray().Index())
            {
                Apply(step, folded);
                state = Lead.Evolve(state, history[n]);
                Assert.Equal(Row(id, state), Row(id, folded));
                if (n == history.Count / 2)
                    Assert.Equal(StateOf((await auditor.Get($"/v1/leads/{id}/replay?version={n + 1}")).Json), folded);
            }
            Assert.Equal(history.Count, whole.GetProperty("steps").GetArrayLength());
            Assert.Equal(StateOf(whole), folded);
            Assert.Equal(rows[id], Row(id, folded));
        }
    }

    private static void Apply(JsonElement step, SortedDictionary<string, string> state)
    {
        foreach (var change in step.GetProperty("changes").EnumerateArray())
        {
            var path = change.GetProperty("path").GetString()!;
            Assert.Equal(
                state.GetValueOrDefault(path), change.TryGetProperty("before", out var was) ? was.ToString() : null);
            if (change.TryGetProperty("after", out var after))
                state[path] = after.ToString();
            else
                Assert.True(state.Remove(path), path);
        }
    }

    private static SortedDictionary<string, string> StateOf(JsonElement replay) => new(
        replay.GetProperty("state").EnumerateObject()
            .ToDictionary(field => field.Name, field => field.Value.ToString()),
        StringComparer.Ordinal);

    private static async Task<Dictionary<Guid, string>> ReadModelRows(ApiFixture api)
    {
        await using var command = api.Database.Bi.CreateCommand($"select {Columns} from bi_v1.lead");
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new Dictionary<Guid, string>();
        while (await reader.ReadAsync())
        {
            var values = new object[reader.FieldCount];
            reader.GetValues(values);
            rows.Add((Guid)values[0], string.Join('|', values.Select(Text)));
        }
        return rows;
    }

    /// <summary>The read model's row as the fields of the state tell it.</summary>
    private static string Row(Guid id, SortedDictionary<string, string> state)
    {
        string Of(string path) => state.GetValueOrDefault(path, "");
        int Last(string what) => state.Keys.Where(path => path.StartsWith(what, StringComparison.Ordinal))
            .Select(path => int.Parse(path.Split('.')[1], CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
        var period = $"periods.{Last("periods.")}";
        var open = Enumerable.Range(1, Last("cases.")).Where(n => Of($"cases.{n}.state") == "open").ToList();
        return string.Join(
            '|',
            id, Of("place"), Of("stage"), Of("owner.kind"), Of("owner.id"), Of("assignee"), Of("handoff.number"),
            Of("handoff.agreementId"), Of("handoff.termsVersion"), Of("handoff.segment"), Of("handoff.bucket"),
            Of("handoff.conversionAction"), Of("handoff.source"), Number(Of("handoff.value.amount")),
            Of("handoff.value.currency"), string.Join(',', open), Of("since"), Of($"{period}.firstResponse.dueAt"),
            Of($"{period}.firstResponse.madeAt"), Of($"{period}.cadence.attemptsPromised"), Of($"{period}.attempts"),
            Of($"{period}.cadence.endsAt"), Of($"{period}.calendarVersion"), Of($"{period}.timeZoneDataVersion"));
    }

    /// <summary>The same row by the domain's own fold.</summary>
    private static string Row(Guid id, Lead state)
    {
        var lead = (Lead.Existing)state;
        var (handoff, period) = (lead.Facts.Handoff, lead.Facts.Period);
        var (kind, owner) = lead.Owner switch
        {
            LeadOwner.SalesPerson person => ("salesPerson", person.Person),
            LeadOwner.SalesTeam team => ("salesTeam", team.AgreementId.ToString()),
            LeadOwner.ReviewPanel panel => ("panel", panel.PanelId.ToString()),
            LeadOwner.Marketing marketing => ("marketing", marketing.AgreementId.ToString()),
            _ => ("closed", ""),
        };
        object?[] values =
        [
            id, lead.Place, (lead as Lead.WithSales)?.Stage, kind, owner, lead.Facts.Assignee, handoff.Number,
            handoff.AgreementId, handoff.TermsVersion, handoff.Segment, handoff.Bucket, handoff.ConversionAction,
            handoff.Source, handoff.Value.Amount, handoff.Value.Currency, (lead as Lead.UnderReview)?.Case.Number,
            lead.Since, period.FirstResponsePromise?.DueAt, period.FirstResponse?.JudgedAt,
            period.CadencePromise?.Attempts, period.Attempts.Count, period.CadencePromise?.EndsAt,
            period.ReckonedWith.CalendarVersion, period.ReckonedWith.TimeZoneDataVersion,
        ];
        return string.Join('|', values.Select(Text));
    }

    private static string Text(object? value) => value switch
    {
        null or DBNull => "",
        Enum code => JsonNamingPolicy.CamelCase.ConvertName(code.ToString()),
        DateTime at => Instants.Format(at),
        DateTimeOffset at => Instants.Format(at),
        decimal number => Number(number.ToString(CultureInfo.InvariantCulture)),
        IFormattable it => it.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    // 3000 and 3000.00 are the same amount.
    private static string Number(string number) => number.Length == 0 ? "" :
        (decimal.Parse(number, CultureInfo.InvariantCulture) / 1.0000000000000000000000000000m)
            .ToString(CultureInfo.InvariantCulture);
}

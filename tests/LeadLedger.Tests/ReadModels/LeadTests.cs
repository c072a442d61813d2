using LeadLedger.Domain.Leads;

namespace LeadLedger.Tests.ReadModels;

/// <summary>Where each lead is, by the read models and by the domain's own fold.</summary>
public sealed class LeadTests
{
    private const string NothingLeaks = """
        select count(*) from bi_v1.lead where
          case place
            when 'withSales' then stage is null or open_case is not null or outcome <> 'open' or not (
              (owner_kind = 'salesPerson' and owner = assignee)
              or (owner_kind = 'salesTeam' and owner = agreement_id::text and assignee is null))
            when 'underReview' then stage is not null or open_case is null or owner_kind <> 'panel' or owner is null
            when 'withMarketing' then owner_kind <> 'marketing' or owner is null or outcome <> 'returned'
            when 'won' then owner_kind <> 'closed' or owner is not null or outcome <> 'won'
            when 'lost' then owner_kind <> 'closed' or owner is not null or outcome <> 'lost'
            else true
          end
        """;

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Each_lead_is_where_and_whose_the_domain_says(int seed)
    {
        await using var database = await ReadModelDatabase.Make();
        var leads = await RandomHistory.Append(database.Ledger, seed, 500);
        await database.Project(pageSize: 37);

        var rows = await database.Query("""
            select lead_id, place, stage, owner_kind, owner, assignee, handoff, open_case, clock_from, since,
              first_response_due_at, first_response_at, attempts_promised, attempts_made, cadence_ends_at
            from bi_v1.lead order by lead_id
            """);
        var expected = leads.OrderBy(lead => lead.Key.ToString(), StringComparer.Ordinal).Select(Row);
        Assert.Equal(expected, rows);
        Assert.Equal(["0"], await database.Query(NothingLeaks));
        Assert.Equal(
            await database.Query("select lead_id, case_number, panel_id from bi_v1.review_queue order by 1"),
            leads.Where(lead => lead.Value is Lead.UnderReview)
                .OrderBy(lead => lead.Key.ToString(), StringComparer.Ordinal)
                .Select(lead => $"{lead.Key}|{((Lead.UnderReview)lead.Value).Case.Number}|{Company.Panel}"));
    }

    private static string Row(KeyValuePair<Guid, Lead> it)
    {
        var lead = (Lead.Existing)it.Value;
        var period = lead.Facts.Period;
        var (kind, owner) = lead.Owner switch
        {
            LeadOwner.SalesPerson person => ("salesPerson", person.Person),
            LeadOwner.SalesTeam team => ("salesTeam", team.AgreementId.ToString()),
            LeadOwner.ReviewPanel panel => ("panel", panel.PanelId.ToString()),
            LeadOwner.Marketing marketing => ("marketing", marketing.AgreementId.ToString()),
            _ => ("closed", ""),
        };
        return string.Join(
            '|',
            it.Key,
            Camel(lead.Place.ToString()),
            lead is Lead.WithSales withSales ? Camel(withSales.Stage.ToString()) : "",
            kind,
            owner,
            lead.Facts.Assignee,
            lead.Facts.Handoff.Number,
            lead is Lead.UnderReview review ? review.Case.Number : null,
            Instant(period.From),
            Instant(lead.Since),
            Instant(period.FirstResponsePromise?.DueAt),
            Instant(period.FirstResponse?.JudgedAt),
            period.CadencePromise?.Attempts,
            period.Attempts.Count,
            Instant(period.CadencePromise?.EndsAt));
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string Instant(DateTimeOffset? at) => at is { } it ? Server.Ledger.Instants.Format(it) : "";
}

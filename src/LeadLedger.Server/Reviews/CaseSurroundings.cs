using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using LeadLedger.EventStore;
using LeadLedger.Server.Access;
using LeadLedger.Server.Http;
using LeadLedger.Server.Ledger;
using Npgsql;

namespace LeadLedger.Server.Reviews;

/// <summary>What was ruled on the same criterion before, the newest first.</summary>
/// <param name="Rationale">Null where it is withheld.</param>
public sealed record Precedent(
    string Id,
    Verdict Verdict,
    RootCause RootCause,
    string Chair,
    bool AgainstVotes,
    DateTimeOffset RuledAt,
    string ReasonCode,
    PersonalText? Rationale);

/// <summary>What became of the leads of one source, under the same agreement.</summary>
/// <param name="Rejected">Rejections: upheld, overturned, withdrawn and those under review.</param>
/// <param name="UpheldShare">Of those that were ruled on; null: none was.</param>
/// <param name="WinShare">Won of won and lost; null: neither happened yet.</param>
public sealed record SourceRecord(
    string Source,
    long Handoffs,
    long Rejected,
    long UnderReview,
    long Upheld,
    long Overturned,
    long Withdrawn,
    decimal? UpheldShare,
    long Won,
    long Lost,
    decimal? WinShare);

/// <summary>What stands around a case: its panel as it is, and what the read models know of the like of it.</summary>
/// <param name="Panel">The case's.</param>
/// <param name="Me">Who looks.</param>
/// <param name="Now">When they look.</param>
internal sealed record CaseSurroundings(
    Panel Panel, string Me, DateTimeOffset Now, IReadOnlyList<Precedent> Precedents, SourceRecord Source)
{
    // Both in one round trip: there is always one row of the source, and a row for each precedent.
    private const string Sql = """
        select s.*, p.*
        from (
          select coalesce(sum(handoffs), 0)::bigint, coalesce(sum(rejected), 0)::bigint,
            coalesce(sum(under_review), 0)::bigint, coalesce(sum(upheld), 0)::bigint,
            coalesce(sum(overturned), 0)::bigint, coalesce(sum(withdrawn), 0)::bigint, coalesce(sum(won), 0)::bigint,
            coalesce(sum(lost), 0)::bigint
          from bi_v1.lead_value_totals where agreement_id = $1 and source = $2
        ) s
        left join lateral (
          select c.lead_id, c.case_number, c.verdict, c.root_cause, c.chair, c.against_votes, c.ruled_at,
            c.reason_code, c.ruled_version
          from review_desk.review_case c
          where c.agreement_id = $1 and c.criterion = $3 and c.ruled_at is not null
            and (c.lead_id, c.case_number) <> ($4, $5)
          order by c.ruled_at desc, c.lead_id
          limit 10
        ) p on true
        """;

    private const int FirstOfPrecedent = 8;

    public static async Task<CaseSurroundings> Of(QueryCall call, SeenLead seen, ReviewCase reviewed)
    {
        var rejection = reviewed.Rejection;
        var handoff = CaseFile.HandoffOf(seen, reviewed);
        var panel = (await call.Read.Panels.GetRecent(rejection.PanelId.Value, call.Cancellation)).State
            ?? throw new InvalidOperationException($"There is no panel {rejection.PanelId}.");
        var rows = await call.Read.Database.ReadPrepared(
            Sql,
            row => (Source: SourceOf(row, handoff.Source), Ruled: RuledOf(row)),
            call.Cancellation,
            handoff.AgreementId.Value, handoff.Source, rejection.Criterion, seen.Present.Facts.Id.Value,
            reviewed.Number);
        var ruled = rows.Select(row => row.Ruled).OfType<Ruled>().ToArray();
        // What was said in other cases is said of other persons.
        if (seen.Disclosure.SeesPerson)
            await call.Read.Reads.Note(call, [.. ruled.Select(one => one.LeadId).Distinct()]);
        var precedents = await Task.WhenAll(ruled.Select(one => Told(call, one, seen.Disclosure)));
        return new(panel, call.Caller.Subject, call.Read.Clock.Now(), precedents, rows[0].Source);
    }

    private static SourceRecord SourceOf(NpgsqlDataReader row, string source)
    {
        var (upheld, overturned, won, lost) = (row.GetInt64(3), row.GetInt64(4), row.GetInt64(6), row.GetInt64(7));
        return new(
            source, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), upheld, overturned, row.GetInt64(5),
            Share(upheld, upheld + overturned), won, lost, Share(won, won + lost));
    }

    /// <summary>To four digits; null: of nothing.</summary>
    internal static decimal? Share(long part, long whole) =>
        whole == 0 ? null : Math.Round((decimal)part / whole, 4, MidpointRounding.AwayFromZero);

    private static Ruled? RuledOf(NpgsqlDataReader row) => row.IsDBNull(FirstOfPrecedent)
        ? null
        : new(
            row.GetGuid(FirstOfPrecedent),
            row.GetInt64(FirstOfPrecedent + 8),
            new Precedent(
                CommandTarget.ReviewId(row.GetGuid(FirstOfPrecedent), row.GetInt32(FirstOfPrecedent + 1)),
                row.Code<Verdict>(FirstOfPrecedent + 2),
                row.Code<RootCause>(FirstOfPrecedent + 3),
                row.GetString(FirstOfPrecedent + 4),
                row.GetBoolean(FirstOfPrecedent + 5),
                row.Instant(FirstOfPrecedent + 6),
                row.GetString(FirstOfPrecedent + 7),
                Rationale: null));

    /// <summary>With its rationale out of the other lead's stream, for who may see what is said of persons.</summary>
    private static async Task<Precedent> Told(QueryCall call, Ruled ruled, Disclosure disclosure)
    {
        if (!disclosure.SeesPerson)
            return ruled.Precedent;
        // All of these come in one round trip: reads that wait at the same time share it.
        var slice = await call.Read.Store.ReadStream(
            ruled.LeadId, StreamBound.AtVersion(ruled.Version), call.Cancellation);
        using var key = call.Read.Secrets.KeyOf(slice);
        var ruling = slice.Version == ruled.Version
            ? EventCatalog.Read(slice.Events[^1], key) as RulingIssued
            : null;
        return ruled.Precedent with { Rationale = ruling?.Rationale };
    }

    private sealed record Ruled(Guid LeadId, long Version, Precedent Precedent);
}

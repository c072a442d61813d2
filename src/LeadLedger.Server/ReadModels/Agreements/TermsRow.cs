using System.Text.Json;
using LeadLedger.Domain.Agreements;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.ReadModels.Tables;
using Column = LeadLedger.Server.ReadModels.Tables.Column<LeadLedger.Server.ReadModels.Agreements.TermsRow>;

namespace LeadLedger.Server.ReadModels.Agreements;

/// <summary>A row of <c>terms</c>: one version, and who signed it.</summary>
internal sealed class TermsRow : Row
{
    public static readonly Table<TermsRow> Table = new("terms", key: 2,
    [
        Column.Fixed("agreement_id", row => row.AgreementId, (row, value) => row.AgreementId = value),
        Column.Fixed("version", row => row.Version, (row, value) => row.Version = value),
        Column.Fixed("effective_from", row => row.EffectiveFrom, (row, value) => row.EffectiveFrom = value),
        Column.Fixed("backfilled", row => row.Backfilled, (row, value) => row.Backfilled = value),
        Column.Fixed("time_zone", row => row.TimeZone, (row, value) => row.TimeZone = value),
        Column.Fixed("currency", row => row.Currency, (row, value) => row.Currency = value),
        Column.Fixed("goal_kind", row => row.GoalKind, (row, value) => row.GoalKind = value),
        Column.Fixed("goal", row => row.Goal, (row, value) => row.Goal = value),
        Column.Fixed("proposed_by", row => row.ProposedBy, (row, value) => row.ProposedBy = value),
        Column.Fixed("proposed_at", row => row.ProposedAt, (row, value) => row.ProposedAt = value),
        Column.Moving("marketing_signed_by", row => row.MarketingBy, (row, value) => row.MarketingBy = value),
        Column.Moving("marketing_signed_at", row => row.MarketingAt, (row, value) => row.MarketingAt = value),
        Column.Moving("sales_signed_by", row => row.SalesBy, (row, value) => row.SalesBy = value),
        Column.Moving("sales_signed_at", row => row.SalesAt, (row, value) => row.SalesAt = value),
        Column.Moving("in_force_from", row => row.InForceFrom, (row, value) => row.InForceFrom = value),
        Column.FixedJson("terms", row => row.Json, (row, value) => row.Json = value),
        Column.FixedJson("people", row => row.People, (row, value) => row.People = value),
        Column.Fixed("panel_id", row => row.PanelId, (row, value) => row.PanelId = value),
        Column.Moving("position", row => row.Position, (row, value) => row.Position = value),
    ]);

    private Terms? _terms;

    public Guid AgreementId { get; set; }
    public int Version { get; set; }
    public DateOnly EffectiveFrom { get; set; }
    public bool Backfilled { get; set; }
    public string TimeZone { get; set; } = "";
    public string Currency { get; set; } = "";
    public string? GoalKind { get; set; }
    public decimal? Goal { get; set; }
    public string ProposedBy { get; set; } = "";
    public DateTimeOffset ProposedAt { get; set; }
    public string? MarketingBy { get; set; }
    public DateTimeOffset? MarketingAt { get; set; }
    public string? SalesBy { get; set; }
    public DateTimeOffset? SalesAt { get; set; }
    public DateTimeOffset? InForceFrom { get; set; }
    public string? Json { get; set; }

    /// <summary>Who is named by either party. Asked for with each list, and the terms are too large to unpack for it.</summary>
    public string? People { get; set; }

    /// <summary>The panel that judges rejections under them; asked for as often.</summary>
    public Guid? PanelId { get; set; }

    /// <summary>The terms themselves; always the same object, for which their clock is kept.</summary>
    public Terms Terms => _terms ??= JsonSerializer.Deserialize<Terms>(Json!, LedgerJson.Options)!;

    public static TermsRow Of(TermsProposed it) => new()
    {
        IsNew = true,
        AgreementId = it.AgreementId.Value,
        Version = it.Terms.Version,
        EffectiveFrom = it.Terms.EffectiveFrom.FirstDay,
        Backfilled = it.Terms.Backfilled,
        TimeZone = it.Terms.TimeZone,
        Currency = it.Terms.Currency,
        GoalKind = it.Terms.Goal is { } goal ? Codes<GoalKind>.Of(goal.Kind) : null,
        Goal = it.Terms.Goal?.Amount,
        ProposedBy = it.ProposedBy,
        ProposedAt = it.ProposedAt,
        Json = JsonSerializer.Serialize(it.Terms, LedgerJson.Options),
        People = JsonSerializer.Serialize(PeopleOf(it.Terms.Parties), LedgerJson.Options),
        PanelId = it.Terms.Review?.PanelId.Value,
    };

    private static string[] PeopleOf(Parties parties) =>
    [
        .. parties.Marketing.Concat(parties.Sales).Concat(parties.SalesManagers)
            .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal),
    ];

    public void Sign(TermsSigned it)
    {
        if (it.Party == Party.Marketing)
            (MarketingBy, MarketingAt) = (it.SignedBy, it.SignedAt);
        else
            (SalesBy, SalesAt) = (it.SignedBy, it.SignedAt);
        InForceFrom = it.InForceFrom ?? InForceFrom;
    }
}

using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Months;
using LeadLedger.Domain.Pacing;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.Months;

// Rows that an event of a month makes as it is and that never change: the event beside its position.

/// <summary>A row of <c>sales_capacity</c>.</summary>
internal sealed record SalesCapacityRow(long Position, SalesCapacityDeclared Event)
{
    public SalesCapacityRow() : this(0, null!) { }

    public static readonly Table<SalesCapacityRow> Table = new("sales_capacity", key: 1,
    [
        Column<SalesCapacityRow>.Fixed("position", row => row.Position),
        Column<SalesCapacityRow>.Fixed("agreement_id", row => row.Event.AgreementId.Value),
        Column<SalesCapacityRow>.Fixed("month", row => row.Event.Month.FirstDay),
        Column<SalesCapacityRow>.Fixed("team", row => row.Event.Team),
        Column<SalesCapacityRow>.Fixed("reps", row => row.Event.Capacity.Reps),
        Column<SalesCapacityRow>.Fixed("leads_per_rep", row => row.Event.Capacity.LeadsPerRep),
        Column<SalesCapacityRow>.Fixed("declared_by", row => row.Event.DeclaredBy),
        Column<SalesCapacityRow>.Fixed("declared_at", row => row.Event.DeclaredAt),
    ]);
}

/// <summary>A row of <c>marketing_effort</c>.</summary>
internal sealed record MarketingEffortRow(long Position, MarketingEffortLogged Event)
{
    public MarketingEffortRow() : this(0, null!) { }

    public static readonly Table<MarketingEffortRow> Table = new("marketing_effort", key: 1,
    [
        Column<MarketingEffortRow>.Fixed("position", row => row.Position),
        Column<MarketingEffortRow>.Fixed("agreement_id", row => row.Event.AgreementId.Value),
        Column<MarketingEffortRow>.Fixed("month", row => row.Event.Month.FirstDay),
        Column<MarketingEffortRow>.Fixed("asset_kind", row => row.Event.AssetKind),
        Column<MarketingEffortRow>.Fixed("made", row => row.Event.Made),
        Column<MarketingEffortRow>.Fixed("hours", row => row.Event.Hours),
        Column<MarketingEffortRow>.Fixed("leads", row => row.Event.Leads),
        Column<MarketingEffortRow>.Fixed("logged_by", row => row.Event.LoggedBy),
        Column<MarketingEffortRow>.Fixed("logged_at", row => row.Event.LoggedAt),
    ]);
}

/// <summary>A row of <c>band_change</c>.</summary>
internal sealed record BandChangeRow(long Position, AgreementId AgreementId, Month Month, BandChange Change)
{
    public BandChangeRow() : this(0, default, default, null!) { }

    public static readonly Table<BandChangeRow> Table = new("band_change", key: 1,
    [
        Column<BandChangeRow>.Fixed("position", row => row.Position),
        Column<BandChangeRow>.Fixed("agreement_id", row => row.AgreementId.Value),
        Column<BandChangeRow>.Fixed("month", row => row.Month.FirstDay),
        Column<BandChangeRow>.Fixed("day", row => row.Change.Day),
        Column<BandChangeRow>.Fixed("standing", row => Codes<BandStanding>.Of(row.Change.Standing)),
        Column<BandChangeRow>.Fixed("actual", row => row.Change.Actual),
        Column<BandChangeRow>.Fixed("planned", row => row.Change.Planned),
        Column<BandChangeRow>.Fixed("band_low", row => row.Change.BandLow),
        Column<BandChangeRow>.Fixed("band_high", row => row.Change.BandHigh),
        Column<BandChangeRow>.Fixed("decided_at", row => row.Change.DecidedAt),
    ]);
}

/// <summary>A row of <c>strike</c>.</summary>
internal sealed record StrikeRow(long Position, StrikeGiven Event)
{
    public StrikeRow() : this(0, null!) { }

    public static readonly Table<StrikeRow> Table = new("strike", key: 1,
    [
        Column<StrikeRow>.Fixed("position", row => row.Position),
        Column<StrikeRow>.Fixed("agreement_id", row => row.Event.AgreementId.Value),
        Column<StrikeRow>.Fixed("month", row => row.Event.Month.FirstDay),
        Column<StrikeRow>.Fixed("party", row => Codes<Party>.Of(row.Event.Party)),
        Column<StrikeRow>.Fixed("person", row => row.Event.Person),
        Column<StrikeRow>.Fixed("cause", row => Codes<StrikeCause>.Of(row.Event.Cause)),
        Column<StrikeRow>.Fixed("promised", row => row.Event.Promised),
        Column<StrikeRow>.Fixed("kept", row => row.Event.Kept),
        Column<StrikeRow>.Fixed("given_at", row => row.Event.GivenAt),
    ]);
}

namespace LeadLedger.Server.Exports;

/// <summary>
/// Which views of <c>bi_v1</c> are exported and which aren't. A view that is in neither list is closed, and a test asks
/// for it: a new one is opened on purpose.
/// </summary>
internal static class ExportedViews
{
    private static readonly string[] OfCohort =
        ["agreement_id", "month", "segment", "bucket", "conversion_action", "source", "currency"];

    /// <summary>Dimensions, facts, states, sums, what is learnt, the months' accounts and panels.</summary>
    public static IReadOnlyList<ExportedView> All { get; } =
        [.. Dimensions(), .. Facts(), .. States(), .. Sums(), .. Learning(), .. Months()];

    /// <summary>Not exported, and why.</summary>
    public static IReadOnlyDictionary<string, string> LeftOut { get; } = new Dictionary<string, string>
    {
        ["agreement"] = "dim_agreement has it.",
        ["terms"] = "dim_terms has it.",
        ["handoff"] = "fact_handoff has it.",
        ["contact_attempt"] = "fact_contact_attempt has it.",
        ["rejection"] = "fact_rejection has it.",
        ["ruling"] = "fact_ruling has it.",
        ["breach"] = "fact_breach has it.",
        ["pacing_day"] = "fact_pacing_day has it.",
        ["person"] = "It has the names of the company's own people.",
        ["dim_person_name"] = "It has the names of the company's own people.",
        ["freshness"] = "GET /v1/projections has it.",
        ["deadline_watch"] = "It is the program's own.",
        ["deadline_watch_handoff"] = "It is the program's own.",
        ["deadline_watch_case"] = "It is the program's own.",
    };

    /// <summary>Null: there is none of that name, or it isn't exported.</summary>
    public static ExportedView? Find(string? name) => All.FirstOrDefault(view => view.Name == name);

    private static IEnumerable<ExportedView> Dimensions() =>
    [
        new("dim_date", "day") { Day = "day", Month = "month", RowsOf = RowsOf.Nobody },
        new("dim_calendar_day", "terms_key", "day") { Day = "day", Month = "month" },
        new("dim_agreement", "agreement_id") { Onward = Onward.ByItsPosition },
        new("dim_terms", "terms_key") { Onward = Onward.ByItsPosition },
        new("dim_source", "source_key") { Onward = Onward.ByItsPosition, RowsOf = RowsOf.Company },
        new("dim_person", "subject") { RowsOf = RowsOf.Company },
    ];

    private static IEnumerable<ExportedView> Facts() =>
    [
        new("fact_handoff", "handoff_key")
        {
            Day = "handoff_day", Month = "handoff_month", Onward = Onward.ByItsChanges,
        },
        new("fact_contact_attempt", "position") { Day = "attempt_day", Onward = Onward.ByItsPosition },
        new("milestone", "position") { Day = "local_day", Onward = Onward.ByItsPosition },
        new("fact_rejection", "case_key") { Day = "rejection_day", Onward = Onward.ByItsChanges },
        new("fact_ruling", "case_key") { Day = "ruling_day", Onward = Onward.ByItsChanges },
        new("fact_breach", "breach_key")
        {
            Day = "breach_day", Month = "breach_month", Onward = Onward.ByItsChanges,
        },
        new("fact_outcome", "handoff_key")
        {
            Day = "outcome_day", Month = "outcome_month", Onward = Onward.ByItsChanges,
        },
        new("fact_pacing_day", "pacing_day_key")
        {
            Day = "booked_day", Month = "booked_month", Onward = Onward.ByItsPosition,
        },
        new("pacing_entry", "position")
        {
            Day = "booked_day", Month = "booked_month", Onward = Onward.ByItsPosition,
        },
        new("lead_activity", "position") { Onward = Onward.ByItsPosition },
    ];

    private static IEnumerable<ExportedView> States() =>
    [
        new("lead", "lead_id") { Day = "local_day", Month = "month", Onward = Onward.ByItsChanges },
        new("lead_history", "history_key") { Day = "from_day", Onward = Onward.ByItsChanges },
        new("lead_daily", "lead_id", "day") { Day = "day", NeedsDays = true },
        new("erased_lead", "lead_id") { Onward = Onward.ByItsPosition, RowsOf = RowsOf.Company },
        new("review_queue", "lead_id", "case_number") { Day = "local_day" },
        new("dont_be_on_it", "agreement_id", "person"),
        new("dont_be_on_it_lead", "promise", "lead_id"),
        new("dont_be_on_it_spell", "position", "promise") { Onward = Onward.ByItsPosition },
    ];

    private static IEnumerable<ExportedView> Sums() =>
    [
        new("funnel_cohort", OfCohort) { Month = "month" },
        new("lead_value_totals", OfCohort) { Month = "month" },
        new("speed_to_lead",
            "agreement_id", "month", "segment", "person", "imported", "wall_time", "business_time", "currency")
        {
            Month = "month",
        },
        new("source_quality", "agreement_id", "month", "source", "currency") { Month = "month" },
        new("promise_day", "agreement_id", "day", "promise", "person") { Day = "day", Month = "month" },
        new("pacing_curve", "agreement_id", "day") { Day = "day", Month = "month" },
        new("review_trend", "agreement_id", "month", "dimension", "value") { Month = "month" },
    ];

    private static IEnumerable<ExportedView> Learning() =>
    [
        new("look_back", "agreement_id", "month") { Month = "month" },
        new("calibration", ["level", .. OfCohort]) { Month = "month" },
        new("cadence_effect", "agreement_id", "month", "segment", "currency", "measure", "step") { Month = "month" },
        new("loss_reasons", [.. OfCohort, "loss_reason"]) { Month = "month" },
        new("sales_velocity", "scope", "agreement_id", "person", "currency", "month") { Month = "month" },
        new("marketing_velocity", "agreement_id", "month", "asset_kind") { Month = "month" },
        new("capacity", "agreement_id", "day") { Day = "day", Month = "month" },
    ];

    private static IEnumerable<ExportedView> Months() =>
    [
        new("agreement_month", "agreement_id", "month") { Month = "month" },
        new("scorecard_person", "agreement_id", "month", "person") { Month = "month" },
        new("strike", "position") { Month = "month", Onward = Onward.ByItsPosition },
        new("adjustment", "entry") { Day = "booked_day", Onward = Onward.ByItsPosition },
        new("band_change", "position") { Day = "day", Month = "month", Onward = Onward.ByItsPosition },
        new("sales_capacity", "position") { Month = "month" },
        new("marketing_effort", "position") { Month = "month", Onward = Onward.ByItsPosition },
        new("panel", "panel_id") { RowsOf = RowsOf.Company },
        new("panel_member", "panel_id", "member") { RowsOf = RowsOf.Company },
    ];
}

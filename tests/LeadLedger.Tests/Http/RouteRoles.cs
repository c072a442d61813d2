namespace LeadLedger.Tests.Http;

/// <summary>The routes, and the roles that open each.</summary>
internal static class RouteRoles
{
    private const string Everybody =
        "agreements auditor colleague importer marketing operator panel sales sales-manager";

    private const string Readers = "agreements auditor importer marketing operator panel sales sales-manager";

    private const string Simulators = "agreements auditor marketing operator sales sales-manager";

    private const string Exporters = "agreements auditor marketing operator sales sales-manager";

    /// <summary>Who may use what. Whoever changes it here has thought about it.</summary>
    public static readonly IReadOnlyDictionary<string, string> Table = new Dictionary<string, string>
    {
        ["POST /v1/agreements"] = "agreements",
        ["GET /v1/agreements"] = Readers,
        ["GET /v1/agreements/{agreementId}"] = Readers,
        ["POST /v1/agreements/{agreementId}/terms"] = "agreements marketing sales sales-manager",
        ["GET /v1/agreements/{agreementId}/terms"] = Readers,
        ["GET /v1/agreements/{agreementId}/terms/{version}"] = Readers,
        ["GET /v1/agreements/{agreementId}/terms/{version}/differences"] = Readers,
        ["POST /v1/agreements/{agreementId}/terms/{version}/signatures"] = "marketing sales sales-manager",
        ["POST /v1/agreements/{agreementId}/termination"] = "agreements marketing sales sales-manager",
        ["GET /v1/agreements/{agreementId}/months/{month}/totals"] = Readers,
        ["GET /v1/agreements/{agreementId}/months/{month}/pacing"] = Readers,
        ["GET /v1/agreements/{agreementId}/months/{month}"] = Readers,
        ["GET /v1/agreements/{agreementId}/months/{month}/scorecard"] = Readers,
        ["GET /v1/agreements/{agreementId}/months/{month}/status-reports"] = Readers,
        ["GET /v1/agreements/{agreementId}/months/{month}/marketing-velocity"] = Readers,
        ["GET /v1/agreements/{agreementId}/proposals/{month}"] = Readers,
        ["POST /v1/agreements/{agreementId}/months/{month}/sales-capacity"] = "agreements sales-manager",
        ["POST /v1/agreements/{agreementId}/months/{month}/marketing-effort"] = "marketing",
        ["POST /v1/agreements/{agreementId}/months/{month}/closing"] = "agreements",
        ["POST /v1/panels"] = "agreements",
        ["GET /v1/panels"] = Readers,
        ["GET /v1/panels/{panelId}"] = Readers,
        ["POST /v1/panels/{panelId}/members"] = "agreements",
        ["DELETE /v1/panels/{panelId}/members/{member}"] = "agreements",
        ["POST /v1/panels/{panelId}/chair"] = "agreements",
        ["PUT /v1/panels/{panelId}/rota"] = "agreements",
        ["POST /v1/leads"] = "importer marketing",
        ["GET /v1/leads"] = Readers,
        ["GET /v1/leads/{leadId}"] = Everybody,
        ["GET /v1/leads/{leadId}/events"] = Everybody,
        ["GET /v1/leads/{leadId}/replay"] = Everybody,
        ["GET /v1/leads/{leadId}/bundle"] = Everybody,
        ["GET /v1/leads/{leadId}/rejections/{case}/explanation"] = Readers,
        ["GET /v1/leads/{leadId}/deadlines"] = Everybody,
        ["POST /v1/leads/{leadId}/erasure"] = "operator",
        ["GET /v1/leads/{leadId}/erasure"] = "auditor operator",
        ["POST /v1/leads/{leadId}/handoffs"] = "importer marketing",
        ["POST /v1/leads/{leadId}/assignments"] = "importer sales sales-manager",
        ["POST /v1/leads/{leadId}/contact-attempts"] = "colleague importer sales sales-manager",
        ["POST /v1/leads/{leadId}/milestones"] = "importer sales sales-manager",
        ["POST /v1/leads/{leadId}/outcome"] = "importer sales sales-manager",
        ["POST /v1/leads/{leadId}/rejections"] = "importer sales sales-manager",
        ["POST /v1/leads/{leadId}/rejections/{case}/withdrawal"] = "importer sales sales-manager",
        ["POST /v1/leads/{leadId}/return"] = "importer sales sales-manager",
        ["GET /v1/reviews"] = Readers,
        ["GET /v1/reviews/counts"] = Readers,
        ["GET /v1/reviews/next-steps"] = Readers,
        ["GET /v1/reviews/trends"] = Readers,
        ["POST /v1/reviews/next"] = "panel",
        ["GET /v1/reviews/{reviewId}"] = Readers,
        ["POST /v1/reviews/rulings"] = "importer panel",
        ["POST /v1/reviews/{reviewId}/claim"] = "importer panel",
        ["DELETE /v1/reviews/{reviewId}/claim"] = "importer panel",
        ["POST /v1/reviews/{reviewId}/votes"] = "importer panel",
        ["POST /v1/reviews/{reviewId}/recusals"] = "importer panel",
        ["POST /v1/reviews/{reviewId}/ruling"] = "importer panel",
        ["POST /v1/reviews/{reviewId}/follow-up"] =
            "agreements colleague importer marketing operator panel sales sales-manager",
        ["GET /v1/dashboards/dont-be-on-it/history"] =
            "agreements auditor marketing operator sales sales-manager",
        ["GET /v1/dashboards/dont-be-on-it"] = "agreements auditor marketing operator sales sales-manager",
        ["POST /v1/simulations"] = Simulators,
        ["GET /v1/simulations/{simulationId}"] = Simulators,
        ["DELETE /v1/simulations/{simulationId}"] = Simulators,
        ["GET /v1/exports"] = Exporters,
        ["GET /v1/exports/{view}"] = Exporters,
        ["GET /v1/exports/{view}/schema"] = Exporters,
        ["GET /v1/calculators/leads-needed"] = Everybody,
        ["GET /v1/calculators/leads-from-capacity"] = Everybody,
        ["GET /v1/calculators/lead-value"] = Everybody,
        ["GET /v1/calculators/sales-velocity"] = Everybody,
        ["GET /v1/calculators/marketing-velocity"] = Everybody,
        ["GET /v1/calculators/look-back"] = Everybody,
        ["GET /v1/projections"] = "auditor operator",
        ["GET /v1/events"] = "auditor operator",
        ["GET /v1/audit/reads"] = "auditor operator",
        ["GET /v1/audit/seals"] = "auditor operator",
        ["GET /v1/audit/seals/latest"] = "auditor operator",
        ["GET /v1/audit/proofs/inclusion"] = "auditor operator",
        ["GET /v1/audit/proofs/consistency"] = "auditor operator",
        ["GET /v1/audit/keys"] = "auditor operator",
        ["POST /v1/bulk"] = Everybody,
    };
}

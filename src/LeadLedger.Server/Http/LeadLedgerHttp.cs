using LeadLedger.Server.Agreements;
using LeadLedger.Server.Audit;
using LeadLedger.Server.Audit.Bundles;
using LeadLedger.Server.Audit.Explaining;
using LeadLedger.Server.Audit.Seals;
using LeadLedger.Server.Bulk;
using LeadLedger.Server.Calculators;
using LeadLedger.Server.Dashboards;
using LeadLedger.Server.Erasing;
using LeadLedger.Server.Exports;
using LeadLedger.Server.Feed;
using LeadLedger.Server.Http.Documents;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Learning;
using LeadLedger.Server.Ledger;
using LeadLedger.Server.Months;
using LeadLedger.Server.Panels;
using LeadLedger.Server.ReadModels;
using LeadLedger.Server.Reviews;
using LeadLedger.Server.Running;
using LeadLedger.Server.Simulations;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace LeadLedger.Server.Http;

/// <summary>The HTTP API as a whole: what it needs, and its routes.</summary>
public static class LeadLedgerHttp
{
    /// <summary>
    /// What the API needs besides an <c>IEventStore</c>, <c>LedgerSecrets</c>, settings, data sources for queries and
    /// exports, and authentication.
    /// </summary>
    public static WebApplicationBuilder AddLeadLedgerHttp(this WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = JsonBody.MostDrainedBytes;
            kestrel.Limits.MaxRequestHeadersTotalSize = 16 << 10;
            kestrel.Limits.MaxRequestHeaderCount = 64;
            kestrel.Limits.MaxRequestLineSize = 8 << 10;
            kestrel.Limits.MaxConcurrentConnections = Admission.MaxConnections;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });
        // A request is worked on by the thread that has read it: nothing here blocks, and handing it on costs a wake-up.
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.UnsafePreferInlineScheduling = true);
        builder.Services.AddAdmission();
        builder.Services.AddApiDocument();
        builder.Services.AddLedgerWriting();
        builder.Services.AddSingleton<BulkExecutor>();
        builder.Services.AddSingleton<SimulationSignal>();
        builder.Services.AddSingleton<Cursors>();
        builder.Services.AddSingleton<ReadRecord>();
        builder.Services.AddSingleton<ReadSide>();
        builder.Services.AddSingleton<ErasureListPlace>();
        builder.Services.AddSingleton<Erasures>();
        return builder;
    }

    /// <summary>The pipeline and every route of the API, under <c>/v1</c>.</summary>
    public static WebApplication MapLeadLedger(this WebApplication app)
    {
        // Where nobody says that it is there already, WebApplication puts the framework's own authentication in front.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseMiddleware<LastResort>();
        app.UseApiDocument();
        app.UseRouting();
        app.Use(next => http => LastResort.AnswerUnrouted(http, next));
        app.UseRateLimiter();
        app.UseMiddleware<Bearers>();
        app.Use(next => http => RouteAccess.Guard(http, next));
        MapRoutes(app.MapGroup("/v1"));
        return app;
    }

    /// <summary>One line a feature.</summary>
    private static void MapRoutes(IEndpointRouteBuilder v1)
    {
        DraftAgreementEndpoint.Map(v1);
        ProposeTermsEndpoint.Map(v1);
        SignTermsEndpoint.Map(v1);
        TerminateAgreementEndpoint.Map(v1);
        ReadAgreementEndpoint.Map(v1);
        ReadTermsDifferencesEndpoint.Map(v1);
        ListAgreementsEndpoint.Map(v1);
        MonthTotalsEndpoint.Map(v1);
        ReadMonthPacingEndpoint.Map(v1);
        DeclareSalesCapacityEndpoint.Map(v1);
        LogMarketingEffortEndpoint.Map(v1);
        CloseMonthEndpoint.Map(v1);
        ReadMonthAccountEndpoint.Map(v1);
        ReadScorecardEndpoint.Map(v1);
        ReadStatusReportsEndpoint.Map(v1);
        ReadMarketingVelocityEndpoint.Map(v1);
        ReadProposalEndpoint.Map(v1);
        SeatPanelEndpoint.Map(v1);
        SeatMemberEndpoint.Map(v1);
        RemoveMemberEndpoint.Map(v1);
        AppointChairEndpoint.Map(v1);
        ChangeRotaEndpoint.Map(v1);
        ReadPanelEndpoint.Map(v1);
        ListPanelsEndpoint.Map(v1);
        LeadCommands.Map(v1);
        BulkEndpoint.Map(v1);
        ListLeadsEndpoint.Map(v1);
        ReadLeadEndpoint.Map(v1);
        ReadLeadEventsEndpoint.Map(v1);
        ReplayLeadEndpoint.Map(v1);
        ExplainRejectionEndpoint.Map(v1);
        ReadLeadDeadlinesEndpoint.Map(v1);
        ReadBundleEndpoint.Map(v1);
        EraseLeadEndpoint.Map(v1);
        ReadErasureEndpoint.Map(v1);
        ListReviewsEndpoint.Map(v1);
        IssueRulingsEndpoint.Map(v1);
        CountReviewsEndpoint.Map(v1);
        ListNextStepsEndpoint.Map(v1);
        ReadReviewTrendsEndpoint.Map(v1);
        TakeNextReviewEndpoint.Map(v1);
        ReadReviewEndpoint.Map(v1);
        DontBeOnItEndpoint.Map(v1);
        DontBeOnItHistoryEndpoint.Map(v1);
        SimulateEndpoint.Map(v1);
        ReadSimulationEndpoint.Map(v1);
        CancelSimulationEndpoint.Map(v1);
        CalculatorRoutes.Map(v1);
        ListExportsEndpoint.Map(v1);
        ReadExportEndpoint.Map(v1);
        ReadExportSchemaEndpoint.Map(v1);
        ReadProjectionsEndpoint.Map(v1);
        ReadFeedEndpoint.Map(v1);
        ListReadsEndpoint.Map(v1);
        SealRoutes.Map(v1);
        ProofRoutes.Map(v1);
    }
}

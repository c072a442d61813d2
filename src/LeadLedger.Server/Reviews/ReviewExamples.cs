using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Agreements;
using LeadLedger.Server.Panels;

namespace LeadLedger.Server.Reviews;

/// <summary>What lists of cases look like, for the OpenAPI document.</summary>
internal static class ReviewExamples
{
    private static readonly DateTimeOffset RejectedAt = new(2026, 3, 4, 9, 0, 0, TimeSpan.Zero);

    public static ReviewListed Listed { get; } = new(
        "0197f3a0-0000-8000-8000-00000000b001-1",
        new LeadId(new Guid("0197f3a0-0000-8000-8000-00000000b001")),
        1,
        AgreementExamples.Id,
        PanelExamples.Id,
        "enterprise",
        Bucket.HandRaiserHighFit,
        HandRaiser: true,
        "demo-request",
        "paid-search",
        "no-budget",
        "budget",
        "ada",
        RejectedAt,
        5400,
        RejectedAt.AddDays(3),
        Overdue: false,
        RejectedAt.AddDays(1),
        3000m,
        "EUR",
        "grace",
        RejectedAt.AddHours(2),
        WithoutChair: false,
        QueueState.Open);

    public static NextStepListed NextStep { get; } = new(
        "0197f3a0-0000-8000-8000-00000000b001-1",
        new LeadId(new Guid("0197f3a0-0000-8000-8000-00000000b001")),
        1,
        AgreementExamples.Id,
        PanelExamples.Id,
        Verdict.Overturned,
        RootCause.FollowUp,
        "budget",
        "ada",
        RejectedAt.AddDays(7),
        Overdue: false,
        RejectedAt.AddDays(1),
        "ada");

    public static Precedent Precedent { get; } = new(
        "0197f3a0-0000-8000-8000-00000000b000-1",
        Verdict.Overturned,
        RootCause.FollowUp,
        "grace",
        AgainstVotes: false,
        RejectedAt.AddDays(-9),
        "no-budget",
        PersonalText.Of("The budget was confirmed in writing before the handoff."));

    public static SourceRecord SourceRecord { get; } = new(
        "paid-search", 240, 31, 4, 15, 9, 3, 0.625m, 12, 48, 0.2m);
}

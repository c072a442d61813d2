using LeadLedger.Domain.Agreements;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

/// <summary>An agreement that is in force from July on and ends, or has ended, with September.</summary>
internal static class EndingAgreement
{
    public const string InJuly = "2026-07-15T10:00Z";
    public const string JulyFirst = "2026-06-30T22:00Z";
    public const string OctoberFirst = "2026-09-30T22:00Z";

    public static readonly Month September = new(2026, 9);

    // In force from July on; the notice is two months, the trigger three.
    public static readonly Terms WithNotice = Offer with { Termination = new TerminationTerms(2, 3) };

    public static readonly AgreementTerminated Ended = new(
        Id, September, At(OctoberFirst), Party.Marketing, null, "We part.", "mia", At(InJuly));

    public static Agreement InForce() => InForce(WithNotice);

    public static Agreement InForce(Terms terms) => Given([Drafted, Proposed(terms), .. Signed(1, JulyFirst)])!;

    public static Agreement Over(params AgreementEvent[] before) =>
        Given([Drafted, Proposed(WithNotice), .. Signed(1, JulyFirst), .. before, Ended])!;

    public static Decision<AgreementEvent> Terminate(
        Agreement? state,
        Month endsWith,
        string actor = "mia",
        Role role = Role.Marketing,
        string now = InJuly,
        string reason = "We part.",
        Month? triggeredIn = null,
        bool triggered = false) =>
        TerminateAgreement.Decide(
            state, triggered, new TerminateAgreement(endsWith, reason, triggeredIn, By(actor, role, now)));
}

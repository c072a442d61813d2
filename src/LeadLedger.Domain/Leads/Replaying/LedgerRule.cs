namespace LeadLedger.Domain.Leads.Replaying;

/// <summary>
/// A rule of the ledger by which something was allowed. Codes are a contract: docs/audit.md lists them, and a shipped
/// one keeps its meaning.
/// </summary>
/// <param name="Number">Under which number comments and documents cite it; null: it has none.</param>
/// <param name="Code">Its stable name.</param>
/// <param name="Sentence">What it says, for a person.</param>
public sealed record LedgerRule(int? Number, string Code, string Sentence)
{
    public static LedgerRule ValuedByTheTermsAtHandoff { get; } = new(
        3, "valued-by-terms-at-handoff",
        "A lead is valued, and its clocks are set, by the terms in force at its handoff, for good.");

    public static LedgerRule OnlyWhoseItIsActs { get; } = new(
        4, "only-whose-it-is-acts",
        "Sales acts on a lead while it is with sales, the panel while it is under review, marketing while it is in "
        + "nurture.");

    public static LedgerRule RejectionSaysWhy { get; } = new(
        5, "rejection-says-why",
        "A rejection needs a reason code of the terms in force, its criterion and an explanation; it stops the sales "
        + "clocks.");

    public static LedgerRule JudgesAreImpartial { get; } = new(
        6, "judges-are-impartial",
        "Who handed the lead off, rejected it, was assigned it, attempted it or stood aside neither votes nor rules on "
        + "it.");

    public static LedgerRule VotesAreBlind { get; } = new(
        6, "votes-are-blind",
        "Until the ruling a vote and its rationale are withheld from all but the voter; whoever presides sees them "
        + "after quorum and their own vote.");

    public static LedgerRule OnlyAnImpartialChairRules { get; } = new(
        7, "only-a-neutral-chair-rules",
        "Only a chair who is neither marketing nor sales rules, with the quorum of the terms; against the votes they "
        + "must say why.");

    public static LedgerRule RulingIsFinal { get; } = new(
        8, "ruling-is-final",
        "A ruling is final for its rejection; a lead that went back to sales can be rejected again, in a new case.");

    public static LedgerRule WithdrawalLeavesNoTraceInClocks { get; } = new(
        9, "withdrawal-resumes-the-clocks",
        "A withdrawn rejection resumes the old deadlines as if it had never been.");

    public static LedgerRule OnlyWhatWasPromisedIsOwed { get; } = new(
        12, "only-what-was-promised-is-owed",
        "A clock runs only for what the terms promise; nothing else can be missed or reminded of.");

    public static LedgerRule FactsMayBeReportedLate { get; } = new(
        13, "facts-may-be-reported-late",
        "Handoffs, attempts, milestones and outcomes may be reported late, and keep their own time; a late one counts "
        + "from when it was reported.");

    public static LedgerRule LateFactsAreTakenAnywhere { get; } = new(
        13, "late-facts-are-taken-anywhere",
        "A late fact from a time when the lead was with sales is taken wherever the lead is now.");

    public static LedgerRule JudgedByItsOwnTimeWithinGrace { get; } = new(
        13, "judged-by-its-own-time-within-grace",
        "A promise is judged by when something happened if it was reported within the terms' grace, else by when it "
        + "was reported.");

    public static LedgerRule HistoryComesByImport { get; } = new(
        13, "history-comes-by-import",
        "History from another system comes in by import; nobody here witnessed it, and its clocks aren't watched.");

    public static LedgerRule MembershipOpensTheObject { get; } = new(
        14, "membership-opens-the-object",
        "A role opens the route; who may act on this lead are the parties, members and chair that the signed terms and "
        + "the seated panel name.");

    public static LedgerRule AnyoneMayCall { get; } = new(
        14, "anyone-may-call",
        "Anyone of the company may call a lead, not only whom it is assigned to.");

    public static LedgerRule UnresponsiveNeedsNoRuling { get; } = new(
        4, "unresponsive-needs-no-ruling",
        "Sales may give a lead back without a ruling once the whole cadence was worked and nobody answered.");

    public static LedgerRule NextStepHasAnOwner { get; } = new(
        14, "next-step-has-an-owner",
        "A ruling's next step is reported done by its owner or by the panel's chair.");

    public static LedgerRule PersonIsErasable { get; } = new(
        null, "person-is-erasable",
        "A person's data can be erased although events are never changed: the key to it is destroyed, and the lead "
        + "goes on without them.");

    /// <summary>All of them, by their numbers.</summary>
    public static IReadOnlyList<LedgerRule> All { get; } =
    [
        ValuedByTheTermsAtHandoff, OnlyWhoseItIsActs, UnresponsiveNeedsNoRuling, RejectionSaysWhy,
        JudgesAreImpartial, VotesAreBlind, OnlyAnImpartialChairRules, RulingIsFinal,
        WithdrawalLeavesNoTraceInClocks, OnlyWhatWasPromisedIsOwed, FactsMayBeReportedLate,
        LateFactsAreTakenAnywhere, JudgedByItsOwnTimeWithinGrace, HistoryComesByImport,
        MembershipOpensTheObject, AnyoneMayCall, NextStepHasAnOwner, PersonIsErasable,
    ];

    /// <summary>The rules by which an event was allowed on the lead as it was before it.</summary>
    /// <param name="imported">It was brought in from another system.</param>
    public static IReadOnlyList<LedgerRule> ThatAllowed(LeadEvent e, Lead before, bool imported)
    {
        var rules = new List<LedgerRule>(Of(e));
        if (e is ContactAttempted or LeadProgressed && before is not Lead.WithSales)
            rules.Add(LateFactsAreTakenAnywhere);
        else if (e.IsLate())
            rules.Add(FactsMayBeReportedLate);
        if (imported)
        {
            // Parties aren't asked of history; the panel's impartiality is.
            rules.Remove(MembershipOpensTheObject);
            rules.Add(HistoryComesByImport);
        }
        return rules;
    }

    private static LedgerRule[] Of(LeadEvent e) => e switch
    {
        LeadHandedOff => [ValuedByTheTermsAtHandoff, MembershipOpensTheObject],
        LeadHandedOffAgain => [OnlyWhoseItIsActs, ValuedByTheTermsAtHandoff, MembershipOpensTheObject],
        ContactAttempted => [OnlyWhoseItIsActs, AnyoneMayCall],
        LeadAssigned or LeadProgressed or DealWon or DealLost => [OnlyWhoseItIsActs, MembershipOpensTheObject],
        LeadRejected => [OnlyWhoseItIsActs, RejectionSaysWhy, MembershipOpensTheObject],
        ReviewClaimed => [OnlyWhoseItIsActs, JudgesAreImpartial, MembershipOpensTheObject],
        ReviewReleased => [OnlyWhoseItIsActs, MembershipOpensTheObject],
        VoteCast => [OnlyWhoseItIsActs, JudgesAreImpartial, VotesAreBlind, MembershipOpensTheObject],
        MemberRecused => [OnlyWhoseItIsActs, JudgesAreImpartial, MembershipOpensTheObject],
        RejectionWithdrawn => [WithdrawalLeavesNoTraceInClocks, MembershipOpensTheObject],
        RulingIssued => [OnlyWhoseItIsActs, JudgesAreImpartial, OnlyAnImpartialChairRules, RulingIsFinal],
        RulingFollowedUp => [NextStepHasAnOwner],
        LeadReturnedToMarketing { Cause: ReturnCause.RejectionUpheld } => [RulingIsFinal],
        LeadReturnedToMarketing => [OnlyWhoseItIsActs, UnresponsiveNeedsNoRuling, MembershipOpensTheObject],
        FirstResponseMissed or CadenceMissed or RulingOverdue or ReminderGiven => [OnlyWhatWasPromisedIsOwed],
        BreachExcused => [JudgedByItsOwnTimeWithinGrace],
        PersonalDataErased => [PersonIsErasable],
        _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "There is no such event."),
    };
}

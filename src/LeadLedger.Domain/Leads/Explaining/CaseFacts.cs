namespace LeadLedger.Domain.Leads.Explaining;

/// <summary>How far a case has come.</summary>
public enum CaseState
{
    Open,
    Ruled,
    Withdrawn,
}

/// <summary>
/// Everything that a rejection's explanation tells, as data, less what its reader may not see. The sentences are made
/// of this and nothing else, so that no word of them can tell more.
/// </summary>
/// <param name="AsOf">When it is explained.</param>
/// <param name="Words">Whether the words that people wrote are in it.</param>
/// <param name="Erasure">When the person was erased; null: they weren't, or it isn't known.</param>
/// <param name="Imported">Which of the events told of were brought in from another system (rule 13).</param>
/// <param name="ImportedBy">Who brought them in.</param>
/// <param name="RulingPromise">The panel's promise to rule, as it stands.</param>
/// <param name="RulingWatch">What the deadline watch recorded of it.</param>
public sealed record CaseFacts(
    LeadId LeadId,
    int Case,
    CaseState State,
    DateTimeOffset AsOf,
    WordsShown Words,
    ErasedThen? Erasure,
    IReadOnlyList<long> Imported,
    IReadOnlyList<string> ImportedBy,
    TermsThen Terms,
    HandoffThen Handoff,
    EffortThen Effort,
    RejectionThen Rejection,
    PanelThen Panel,
    IReadOnlyList<ClaimThen> Claims,
    IReadOnlyList<VoteThen> Votes,
    ExplainedDeadline RulingPromise,
    IReadOnlyList<WatchThen> RulingWatch,
    RulingThen? Ruling,
    WithdrawalThen? Withdrawal,
    AftermathThen Aftermath)
{
    /// <summary>Null: the lead has no such case.</summary>
    public static CaseFacts? Of(CaseRecord record, CaseReader reader)
    {
        if (CaseLife.Of(record) is not { Present: { } present } life)
            return null;
        var erased = present.Facts.Erased;
        // Whose erasure is on record is erased, though a copy of the key should turn up again.
        reader = reader with { IsErased = reader.IsErased || erased is not null };
        var imported = record.Lead.Where(placed => placed.Imported).ToList();
        return new(
            life.Rejection.Event.LeadId,
            record.Case,
            life.Closing is null ? CaseState.Open
                : life.Closing.Event is RulingIssued ? CaseState.Ruled
                : CaseState.Withdrawn,
            record.AsOf,
            reader.Words,
            erased is null ? null : new ErasedThen(erased.ErasedAt, life.PositionOf(erased)),
            [.. imported.Select(placed => placed.Position)],
            [.. imported.Select(placed => placed.Actor).Distinct(StringComparer.Ordinal)],
            TermsThen.Of(life),
            HandoffThen.Of(life, reader),
            EffortThen.Of(life, reader),
            RejectionThen.Of(life, reader),
            PanelThen.Of(life, reader),
            ClaimThen.Of(life),
            VoteThen.Of(life, reader),
            ExplainedDeadlines.OfRuling(present, life.Case, life.Agreement, record.AsOf),
            [.. life.AfterRejection.Select(it => WatchThen.OfRuling(it, record.Case)).OfType<WatchThen>()],
            RulingThen.Of(life, reader),
            WithdrawalThen.Of(life),
            AftermathThen.Of(life));
    }
}

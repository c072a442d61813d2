namespace LeadLedger.Domain.Leads.Replaying;

/// <summary>When an event happened by its own word, whenever it was recorded (ADR-0016).</summary>
public static class OwnTime
{
    /// <summary>
    /// When it happened: of a breach the deadline that passed, of an excuse when the fact that shows it was reported.
    /// </summary>
    public static DateTimeOffset HappenedAt(this LeadEvent e) => e switch
    {
        LeadHandedOff it => it.Handoff.HandedOffAt,
        LeadHandedOffAgain it => it.Handoff.HandedOffAt,
        LeadAssigned it => it.AssignedAt,
        ContactAttempted it => it.AttemptedAt,
        LeadProgressed it => it.ReachedAt,
        DealWon it => it.WonAt,
        DealLost it => it.LostAt,
        LeadRejected it => it.RejectedAt,
        ReviewClaimed it => it.ClaimedAt,
        ReviewReleased it => it.ReleasedAt,
        RejectionWithdrawn it => it.WithdrawnAt,
        VoteCast it => it.VotedAt,
        MemberRecused it => it.RecusedAt,
        RulingIssued it => it.RuledAt,
        RulingFollowedUp it => it.DoneAt,
        LeadReturnedToMarketing it => it.ReturnedAt,
        FirstResponseMissed it => it.DueAt,
        CadenceMissed it => it.DueAt,
        RulingOverdue it => it.DueAt,
        BreachExcused it => it.ExcusedAt,
        ReminderGiven it => it.RemindedAt,
        PersonalDataErased it => it.ErasedAt,
        _ => throw new ArgumentOutOfRangeException(nameof(e), e.GetType().Name, "There is no such event."),
    };

    /// <summary>Whether it belongs to what was so at an instant.</summary>
    /// <remarks>
    /// A deadline is met at its very instant, so a breach comes after it. An excuse says that there never was one: it
    /// holds from the breach on, or a response made in time would show as missed until it was reported.
    /// </remarks>
    public static bool HadHappenedBy(this LeadEvent e, DateTimeOffset at) => e switch
    {
        FirstResponseMissed or CadenceMissed or RulingOverdue => e.HappenedAt() < at,
        BreachExcused it => it.DueAt < at,
        _ => e.HappenedAt() <= at,
    };

    /// <summary>Whether it was reported later than the terms' grace allows (rule 13).</summary>
    public static bool IsLate(this LeadEvent e) => e switch
    {
        LeadHandedOff it => it.Handoff.Late,
        LeadHandedOffAgain it => it.Handoff.Late,
        ContactAttempted it => it.Late,
        LeadProgressed it => it.Late,
        DealWon it => it.Late,
        DealLost it => it.Late,
        _ => false,
    };
}

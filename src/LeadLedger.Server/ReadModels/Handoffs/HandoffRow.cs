using LeadLedger.Server.ReadModels.Cohorts;
using LeadLedger.Server.ReadModels.Deadlines;
using LeadLedger.Server.ReadModels.LeadValueTotals;
using LeadLedger.Server.ReadModels.Tables;

namespace LeadLedger.Server.ReadModels.Handoffs;

/// <summary>A row of <c>handoff</c>; the view's comments say what the columns mean.</summary>
internal sealed class HandoffRow : ClocksRow
{
    public Guid LeadId { get; set; }
    public int Number { get; set; }
    public Guid AgreementId { get; set; }
    public int TermsVersion { get; set; }
    public string Segment { get; set; } = "";
    public string Bucket { get; set; } = "";
    public string ConversionAction { get; set; } = "";
    public string Source { get; set; } = "";
    public string? Campaign { get; set; }
    public string? Qualification { get; set; }
    public string HandedOffBy { get; set; } = "";
    public DateTimeOffset HandedOffAt { get; set; }
    public DateOnly LocalDay { get; set; }
    public DateOnly Month { get; set; }
    public bool Late { get; set; }
    public bool Imported { get; set; }
    public decimal LeadValue { get; set; }
    public string Currency { get; set; } = "";
    public decimal CloseRate { get; set; }
    public decimal AverageSale { get; set; }
    public int ValuationRow { get; set; }
    public string CalendarVersion { get; set; } = "";
    public string TimeZoneData { get; set; } = "";

    /// <summary>When the first response's clock started; the handoff itself where none is promised.</summary>
    public DateTimeOffset ClockFrom { get; set; }

    public string? ResponseClock { get; set; }

    /// <summary>It is its lead's newest: what follows up to <see cref="Version"/> is where the lead is now.</summary>
    public bool Current { get; set; }

    public string Place { get; set; } = "";
    public DateTimeOffset Since { get; set; }
    public string? Stage { get; set; }
    public string OwnerKind { get; set; } = "";
    public string? Owner { get; set; }
    public string? Assignee { get; set; }

    /// <summary>Since when it has been the assignee's again or anew; null: since the clocks started.</summary>
    public DateTimeOffset? HeldSince { get; set; }

    public int? OpenCase { get; set; }

    /// <summary>The case whose ruling sent it back to sales last: its clocks run in place of the handoff's.</summary>
    public int? SentBackCase { get; set; }

    /// <summary>Whether the clocks that run were started here; imported ones are shown as computed.</summary>
    public bool Witnessed { get; set; }

    /// <summary>The first response's deadline for as long as it is owed: the watch's and the board's index.</summary>
    public DateTimeOffset? ResponseOwedBy { get; set; }

    /// <summary>The cadence's end for as long as attempts are owed.</summary>
    public DateTimeOffset? CadenceOwedBy { get; set; }

    public long Version { get; set; }

    /// <summary>
    /// What the lead is now, as a row of its history, is kept here; <c>lead_history</c> has what is over. This is its
    /// number: 1 for the lead's first state, 2 for the next …
    /// </summary>
    public int HistoryNumber { get; set; }

    /// <summary>When what began it happened, by the fact's own word.</summary>
    public DateTimeOffset HistoryHappenedAt { get; set; }

    /// <summary>The same, but never before the one before it: a fact can come to be known after a later one.</summary>
    public DateTimeOffset HistoryFrom { get; set; }

    /// <summary>The local day of <see cref="HistoryFrom"/>, in the time zone of the handoff's agreement.</summary>
    public DateOnly HistoryDay { get; set; }

    /// <summary>The event that began it.</summary>
    public long HistoryPosition { get; set; }

    /// <summary>
    /// Who had a hand in the lead, in this handoff or an earlier one, in a way that bars them from judging it (rule 6).
    /// </summary>
    public Subjects Involved { get; set; } = Subjects.None;

    public int Attempts { get; set; }
    public bool PersonAnswered { get; set; }
    public DateOnly? DiscoveryDay { get; set; }
    public DateOnly? DemoDay { get; set; }
    public DateOnly? OpportunityDay { get; set; }
    public decimal? OpportunityAmount { get; set; }
    public int Rejections { get; set; }
    public int Upheld { get; set; }
    public int Overturned { get; set; }
    public int Withdrawn { get; set; }
    public string Outcome { get; set; } = HandoffOutcome.Open;
    public DateTimeOffset? OutcomeAt { get; set; }
    public DateOnly? OutcomeDay { get; set; }
    public decimal? Amount { get; set; }
    public string? LossReason { get; set; }
    public string? ReturnCause { get; set; }
    public int? CycleDays { get; set; }

    /// <summary>What of it the totals hold already; nothing of a new one.</summary>
    public CohortShare Counted { get; set; }

    /// <summary>How the sums of cohorts hold it; null: not yet.</summary>
    public CohortMark? Marked { get; set; }
}

/// <summary>What can become of a handoff.</summary>
internal static class HandoffOutcome
{
    public const string Open = "open";
    public const string Won = "won";
    public const string Lost = "lost";
    public const string Returned = "returned";
}

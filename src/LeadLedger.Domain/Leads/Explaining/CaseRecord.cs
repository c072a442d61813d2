using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads.Explaining;

/// <summary>All that a rejection's explanation rests on: three streams, read whole.</summary>
/// <param name="Case">Which of the lead's rejections.</param>
/// <param name="Lead">The lead's events in order.</param>
/// <param name="Agreement">Its agreement's events in order.</param>
/// <param name="Panel">The events in order of the panel that the case went to.</param>
/// <param name="AsOf">When it is explained: what is open or overdue is so then.</param>
public sealed record CaseRecord(
    int Case,
    IReadOnlyList<Placed<LeadEvent>> Lead,
    IReadOnlyList<Placed<AgreementEvent>> Agreement,
    IReadOnlyList<Placed<PanelEvent>> Panel,
    DateTimeOffset AsOf);

/// <summary>To whom it is explained, and what they may be shown.</summary>
/// <param name="MaySeeVote">Rule 6: a vote that may not be seen is named, and nothing of what it says.</param>
/// <param name="SeesPerson">Whether they may see text about the person.</param>
/// <param name="IsErased">The lead's personal text is gone, for everybody and for good.</param>
public sealed record CaseReader(Func<VoteCast, bool> MaySeeVote, bool SeesPerson, bool IsErased = false)
{
    /// <summary>What became of the words.</summary>
    public WordsShown Words =>
        IsErased ? WordsShown.Erased : SeesPerson ? WordsShown.AsTheyAre : WordsShown.Withheld;

    internal PersonalText? Text(PersonalText? text) =>
        text is null || Words == WordsShown.AsTheyAre ? text : PersonalText.Unreadable;
}

/// <summary>Whether an explanation has the words that people wrote.</summary>
public enum WordsShown
{
    AsTheyAre,

    /// <summary>Who asks isn't among those who may see text about the person.</summary>
    Withheld,

    /// <summary>The person was erased: nobody can read them any more.</summary>
    Erased,
}

/// <summary>When the person was erased.</summary>
public sealed record ErasedThen(DateTimeOffset At, long Position);

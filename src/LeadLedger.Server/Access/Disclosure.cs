using System.Text.Json;
using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Panels;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Server.Access;

/// <summary>
/// What one caller may be shown of one lead. Every door asks this one: the lead, its events, the replay, the case file
/// and the feed can't tell different people different secrets.
/// </summary>
/// <param name="seesPerson">Personal text is for those who work with the lead or judge it, and for auditors.</param>
/// <param name="maySeeVote">Rule 6.</param>
public sealed class Disclosure(bool seesPerson, Func<VoteCast, bool> maySeeVote)
{
    public bool SeesPerson => seesPerson;

    /// <summary>By the lead as it is now, however old the events are that are shown.</summary>
    public static Disclosure Of(
        string subject,
        bool seesPerson,
        Lead.Existing present,
        Agreement agreement,
        IReadOnlyList<Panel> panels,
        DateTimeOffset now)
    {
        return new Disclosure(seesPerson, MaySee);

        bool MaySee(VoteCast vote)
        {
            var panelId = present.CaseOf(vote.Case)?.Rejection.PanelId;
            var terms = agreement.TermsOf(present.Facts.Handoff.TermsVersion);
            return terms is not null
                && BlindVotes.MaySee(
                    present, vote, subject, panels.FirstOrDefault(panel => panel.Id == panelId), terms, now);
        }
    }

    /// <summary>To whoever runs a verb: they vote on nothing, and see what everybody sees of votes.</summary>
    public static Disclosure OfOperator(Lead.Existing present, bool seesPerson) =>
        new(seesPerson, vote => present.CaseOf(vote.Case) is { Ruling: not null });

    /// <summary>
    /// Of leads that aren't looked at one by one: nothing personal, and of votes only the caller's own and those of
    /// cases that are known to be ruled on.
    /// </summary>
    public static Disclosure OfMany(string subject, Func<LeadId, int, bool> isRuled) =>
        new(seesPerson: false, vote => vote.Member == subject || isRuled(vote.LeadId, vote.Case));

    public bool MaySee(VoteCast vote) => maySeeVote(vote);

    /// <summary>Text for a caller who may see it; unreadable, but there, for others.</summary>
    public PersonalText? Text(PersonalText? text) => seesPerson || text is null ? text : PersonalText.Unreadable;

    /// <summary>The payload of an event, less what is withheld.</summary>
    public ShownEvent Show(LeadEvent evt)
    {
        object shown = evt;
        IReadOnlyList<string>? withheld = null;
        if (evt is VoteCast vote && !MaySee(vote))
        {
            shown = new BlindVote(vote.LeadId, vote.Case, vote.Member, vote.VotedAt);
            withheld = ["verdict", "rationale"];
        }
        var options = seesPerson ? RequestJson.Options : RequestJson.Withholding;
        return new(JsonSerializer.SerializeToElement(shown, shown.GetType(), options), withheld);
    }

    /// <summary>That a member voted, and when, is on the record.</summary>
    private sealed record BlindVote(LeadId LeadId, int Case, string Member, DateTimeOffset VotedAt);
}

/// <summary>An event's payload as a caller may see it.</summary>
/// <param name="Data">Personal text is null where it is withheld or erased.</param>
/// <param name="Withheld">Fields that were left out until the ruling; null: none.</param>
public readonly record struct ShownEvent(JsonElement Data, IReadOnlyList<string>? Withheld);

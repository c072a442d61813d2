using LeadLedger.Domain.Panels;

namespace LeadLedger.Domain.Leads.Explaining.Telling;

/// <summary>Who could judge the case, who couldn't, and who presides.</summary>
internal static class OnPanel
{
    public static IEnumerable<Sentence> Of(CaseFacts facts, Spoken say)
    {
        var panel = facts.Panel;
        yield return Members(facts);
        yield return new(
            $"The terms ask for {Spoken.Count(facts.Terms.Quorum, "vote")}, the ruling chair's counted in; "
            + (panel.VotesNeeded < facts.Terms.Quorum
                ? $"as no more can judge it, {Spoken.Count(panel.VotesNeeded, "vote")} will do."
                : "enough members can judge it."),
            [facts.Terms.Position, .. panel.Members.Select(member => member.Position)]);
        foreach (var change in panel.Changes)
            yield return Changed(change, say);
        foreach (var barred in panel.Barred)
        {
            yield return new(
                $"{barred.Person} could not judge it, having {InWords(barred.Because)}.", Positions(barred.Because));
        }
        foreach (var recusal in panel.Recusals)
        {
            yield return new(
                $"{recusal.Member} stood aside on {say.At(recusal.RecusedAt)}.", [recusal.Position]);
            yield return say.Words("The reason given", recusal.Why, recusal.Position);
        }
        if (panel.Barred.Count == 0 && panel.Recusals.Count == 0)
        {
            yield return new(
                "No member had had a hand in the lead, and none stood aside.",
                [facts.Rejection.Position, .. panel.Members.Select(member => member.Position)]);
        }
        foreach (var sentence in Presiding(facts))
            yield return sentence;
    }

    private static Sentence Members(CaseFacts facts)
    {
        var panel = facts.Panel;
        var when = facts.State switch
        {
            CaseState.Ruled => "sat, when it ruled",
            CaseState.Withdrawn => "sat, when the rejection was taken back",
            _ => "sit now",
        };
        var members = panel.Members.Select(member => member.Function == MemberFunction.Neither
            ? $"{member.Member} (neither marketing nor sales)"
            : $"{member.Member} ({Spoken.Code(member.Function)})");
        return new(
            panel.Members.Count == 0
                ? $"On the panel {Spoken.Quoted(panel.Name)} {when}: nobody."
                : $"On the panel {Spoken.Quoted(panel.Name)} {when}: {Spoken.List(members)}.",
            [panel.SeatedAt, .. panel.Members.Select(member => member.Position)]);
    }

    private static Sentence Changed(PanelChangeThen change, Spoken say)
    {
        var what = change.Change switch
        {
            PanelChange.Seated => $"{change.Member} was seated",
            PanelChange.Left => $"{change.Member} left the panel",
            PanelChange.AppointedChair => $"{change.Member} was appointed chair",
            _ => "the rota of who presides was changed",
        };
        return new($"While the case was open, {what} (by {change.By} on {say.At(change.At)}).", [change.Position]);
    }

    private static IEnumerable<Sentence> Presiding(CaseFacts facts)
    {
        var panel = facts.Panel;
        if (panel.Presiding is not { } presiding)
            yield break;
        var ruled = facts.Ruling is not null;
        long[] rests =
        [
            panel.SeatedAt,
            .. new[] { panel.ChairAppointedAt, panel.RotaChangedAt, facts.Ruling?.Position }.OfType<long>(),
        ];
        if (presiding.Chair is not { } chair)
        {
            yield return new(
                "Nobody on the panel can preside over it, until somebody is seated who can.", rests);
        }
        else if (presiding.InPlaceOf is null)
        {
            yield return new(
                $"{chair} {(ruled ? "presided" : "presides")}{By(chair, panel)}.", rests);
        }
        else
        {
            yield return new(
                $"{chair} {(ruled ? "presided" : "presides")} in the place of {presiding.InPlaceOf}.", rests);
        }
        if (presiding.InPlaceOf is { } away)
            yield return WhyNot(away, presiding, facts, rests);
    }

    private static string By(string chair, PanelThen panel) =>
        chair == panel.OnDuty ? ", on duty by the rota"
        : chair == panel.Chair ? ", the appointed chair"
        : ", the first of the members who could";

    private static Sentence WhyNot(string away, PresidingThen presiding, CaseFacts facts, long[] rests)
    {
        var duty = away == facts.Panel.OnDuty ? ", who was on duty by the rota," : "";
        if (presiding.InPlaceOfBelongsToAParty)
        {
            return new(
                $"{away}{duty} could not preside: they belong to a party of the terms.",
                [facts.Terms.Position, .. rests]);
        }
        if (presiding.InPlaceOfRecused is { } recusal)
            return new($"{away}{duty} could not preside: they stood aside.", [recusal.Position]);
        return presiding.InPlaceOfBarred.Count > 0
            ? new(
                $"{away}{duty} could not preside, having {InWords(presiding.InPlaceOfBarred)}.",
                Positions(presiding.InPlaceOfBarred))
            : new($"{away}{duty} could not preside.", rests);
    }

    private static string InWords(IEnumerable<DeedThen> deeds) =>
        Spoken.List(deeds.Select(deed => deed.Involvement.InWords()));

    private static long[] Positions(IEnumerable<DeedThen> deeds) => [.. deeds.SelectMany(deed => deed.Positions)];
}

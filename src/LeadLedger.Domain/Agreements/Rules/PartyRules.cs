namespace LeadLedger.Domain.Agreements.Rules;

internal static class PartyRules
{
    public static IEnumerable<Refusal> Broken(Parties parties)
    {
        if (parties.Marketing.Count == 0)
            yield return new PartyIsEmpty("parties.marketing");
        if (parties.Sales.Count + parties.SalesManagers.Count == 0)
            yield return new PartyIsEmpty("parties.sales");

        var marketing = new HashSet<string>();
        var sales = new HashSet<string>();
        foreach (var (field, subject, side, otherSide) in
            Named("parties.marketing", parties.Marketing, marketing, sales)
                .Concat(Named("parties.sales", parties.Sales, sales, marketing))
                .Concat(Named("parties.salesManagers", parties.SalesManagers, sales, marketing)))
        {
            if (!Subject.IsOne(subject))
                yield return new SubjectIsMalformed(field);
            if (otherSide.Contains(subject))
                yield return new PersonIsOnBothSides(field);
            if (!side.Add(subject))
                yield return new PersonIsNamedTwice(field);
        }
    }

    private static IEnumerable<(string Field, string Subject, HashSet<string> Side, HashSet<string> OtherSide)> Named(
        string list,
        IReadOnlyList<string> subjects,
        HashSet<string> side,
        HashSet<string> otherSide) =>
        subjects.Select((subject, i) => ($"{list}[{i}]", subject, side, otherSide));
}

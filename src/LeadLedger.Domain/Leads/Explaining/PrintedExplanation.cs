using System.Globalization;
using LeadLedger.Domain.Leads.Explaining.Telling;

namespace LeadLedger.Domain.Leads.Explaining;

/// <summary>An explanation on paper: its sentences, each with the positions that it rests on in brackets.</summary>
public static class PrintedExplanation
{
    // A sentence about a thousand attempts would be followed by a page of numbers; the data has them all.
    private const int MostPositions = 8;

    public static string Of(RejectionExplanation explanation)
    {
        var facts = explanation.Facts;
        var page = new PrintedPage();
        page.Heading($"Why lead {facts.LeadId} was rejected: case {facts.Case}", '=');
        page.EmptyLine();
        page.Paragraph(
            $"As of {new Spoken(facts).At(facts.AsOf)}. Times are those of {facts.Terms.TimeZone}. The numbers in "
            + "brackets are positions in the ledger: the events that a sentence rests on.");
        foreach (var section in explanation.Sections)
        {
            page.EmptyLine();
            page.Heading(section.Title, '-');
            foreach (var sentence in section.Sentences)
                page.Paragraph($"{sentence.Text} {Bracketed(sentence.Positions)}", "- ");
        }
        return page.ToString();
    }

    private static string Bracketed(IReadOnlyList<long> positions)
    {
        var distinct = positions.Distinct().Order().ToList();
        var shown = distinct.Count <= MostPositions
            ? distinct
            : [.. distinct.Take(MostPositions - 2), .. distinct.TakeLast(1)];
        var numbers = shown.Select(position => position.ToString(CultureInfo.InvariantCulture)).ToList();
        if (shown.Count < distinct.Count)
            numbers.Insert(numbers.Count - 1, $"{distinct.Count - shown.Count} more …");
        return $"[{string.Join(", ", numbers)}]";
    }
}

using System.Globalization;
using System.Text;
using LeadLedger.Domain.Leads.Explaining.Telling;

namespace LeadLedger.Domain.Leads.Explaining;

/// <summary>An explanation on paper: its sentences, each with the positions that it rests on in brackets.</summary>
public static class PrintedExplanation
{
    /// <summary>No line is longer.</summary>
    public const int Columns = 100;

    // A sentence about a thousand attempts would be followed by a page of numbers; the data has them all.
    private const int MostPositions = 8;

    public static string Of(RejectionExplanation explanation)
    {
        var facts = explanation.Facts;
        var text = new StringBuilder();
        var title = $"Why lead {facts.LeadId} was rejected: case {facts.Case}";
        text.Append(title).Append('\n').Append('=', title.Length).Append("\n\n");
        Wrap(
            text,
            $"As of {new Spoken(facts).At(facts.AsOf)}. Times are those of {facts.Terms.TimeZone}. The numbers in "
            + "brackets are positions in the ledger: the events that a sentence rests on.",
            "",
            "");
        foreach (var section in explanation.Sections)
        {
            text.Append('\n').Append(section.Title).Append('\n').Append('-', section.Title.Length).Append('\n');
            foreach (var sentence in section.Sentences)
                Wrap(text, $"{sentence.Text} {Bracketed(sentence.Positions)}", "- ", "  ");
        }
        return text.ToString();
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

    private static void Wrap(StringBuilder text, string words, string first, string next)
    {
        var column = first.Length;
        text.Append(first);
        var empty = true;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries).SelectMany(Pieces))
        {
            if (!empty && column + 1 + word.Length > Columns)
            {
                text.Append('\n').Append(next);
                (column, empty) = (next.Length, true);
            }
            if (!empty)
                text.Append(' ');
            text.Append(word);
            column += word.Length + (empty ? 0 : 1);
            empty = false;
        }
        text.Append('\n');
    }

    // A word that no line can hold is cut, never within a character.
    private static IEnumerable<string> Pieces(string word)
    {
        const int longest = Columns - 2;
        for (var start = 0; start < word.Length;)
        {
            var length = Math.Min(longest, word.Length - start);
            if (length < word.Length - start && char.IsHighSurrogate(word[start + length - 1]))
                length--;
            yield return word.Substring(start, length);
            start += length;
        }
    }
}

using System.Text;

namespace LeadLedger.Domain.Leads;

/// <summary>Text as it is printed: lines of at most a hundred columns, broken between words.</summary>
public sealed class PrintedPage
{
    /// <summary>No line is longer.</summary>
    public const int Columns = 100;

    private readonly StringBuilder _text = new();

    /// <summary>A heading, underlined.</summary>
    /// <param name="text">What it says.</param>
    /// <param name="line">What the line under it is made of.</param>
    public void Heading(string text, char line)
    {
        Paragraph(text);
        _text.Append(line, Math.Min(text.Length, Columns)).Append('\n');
    }

    /// <summary>Space between what belongs together and what follows.</summary>
    public void EmptyLine() => _text.Append('\n');

    /// <summary>Words, from the first column or after a lead that later lines are indented by.</summary>
    /// <param name="words">Broken where a line is full; a line break in them begins a new line.</param>
    /// <param name="lead">What the first line begins with.</param>
    public void Paragraph(string words, string lead = "")
    {
        var indent = new string(' ', lead.Length);
        foreach (var (number, line) in words.ReplaceLineEndings("\n").Split('\n').Index())
            Wrap(line, number == 0 ? lead : indent, indent);
    }

    /// <summary>All of it.</summary>
    public override string ToString() => _text.ToString();

    private void Wrap(string words, string first, string next)
    {
        var line = new StringBuilder(first);
        var isEmpty = true;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                     .SelectMany(word => Pieces(word, Columns - next.Length)))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Columns)
            {
                End(line);
                line.Clear().Append(next);
                isEmpty = true;
            }
            line.Append(isEmpty ? "" : " ").Append(word);
            isEmpty = false;
        }
        End(line);
    }

    private void End(StringBuilder line) => _text.Append(line.ToString().TrimEnd()).Append('\n');

    // A word that no line can hold is cut, but never within a character.
    private static IEnumerable<string> Pieces(string word, int longest)
    {
        for (var start = 0; start < word.Length;)
        {
            var length = Math.Min(longest, word.Length - start);
            if (start + length < word.Length && char.IsHighSurrogate(word[start + length - 1]))
                length--;
            yield return word.Substring(start, length);
            start += length;
        }
    }
}

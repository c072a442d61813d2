using System.Diagnostics.CodeAnalysis;
using LeadLedger.Server.Importing.Rows;

namespace LeadLedger.Server.Importing.Values;

/// <summary>Where a value comes from. A closed hierarchy.</summary>
internal abstract record FieldValue
{
    private FieldValue() { }

    /// <summary>The row's value; false and why, where the row has none that can be used.</summary>
    public abstract bool TryRead(Row row, out Scalar value, [NotNullWhen(false)] out RowProblem? problem);

    /// <summary>The same for every row.</summary>
    public sealed record Constant(Scalar Value) : FieldValue
    {
        public override bool TryRead(Row row, out Scalar value, [NotNullWhen(false)] out RowProblem? problem)
        {
            value = Value;
            problem = null;
            return true;
        }
    }

    /// <summary>
    /// From a column: what stands there, or <paramref name="Blank"/> where nothing does; then what
    /// <paramref name="Words"/> says for it, or <paramref name="Otherwise"/> where they don't; then converted.
    /// </summary>
    /// <param name="Name">The column's, for whoever reads a problem.</param>
    /// <param name="Blank">Null: a blank column is no value.</param>
    /// <param name="Words">Null: no word stands for another.</param>
    /// <param name="Otherwise">Null: a word that isn't among them stays as it is.</param>
    public sealed record FromColumn(
        Column Column,
        string Name,
        string? Blank,
        IReadOnlyDictionary<string, string>? Words,
        string? Otherwise,
        Conversion Conversion) : FieldValue
    {
        public override bool TryRead(Row row, out Scalar value, [NotNullWhen(false)] out RowProblem? problem)
        {
            value = Scalar.None;
            problem = null;
            var text = row[Column] is { Length: > 0 } there ? there : Blank;
            if (text is not null && Words is not null)
                text = Words.TryGetValue(text, out var word) ? word : Otherwise ?? text;
            if (string.IsNullOrEmpty(text))
                return true;
            if (Conversion.TryConvert(text, out value))
                return true;
            problem = new RowProblem(Conversion.Code, $"'{Shown(text)}' in {Name} {Conversion.Complaint}.");
            return false;
        }

        private static string Shown(string text) => text.Length <= 60 ? text : $"{text[..60]}…";
    }
}

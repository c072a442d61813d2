using System.Globalization;
using System.Text.Json;

namespace LeadLedger.Benchmarks;

/// <summary>Figures for people (a table in Markdown) and for programs (an object a line).</summary>
internal static class FigureTable
{
    private const string Nothing = "";

    /// <param name="about">The machine and its server.</param>
    public static void Write(IReadOnlyList<Figure> figures, string about, TextWriter output)
    {
        output.WriteLine(about);
        output.WriteLine();
        output.WriteLine(Row("figure", "measured", "floor", "unit", "ratio", "spread", "target", Nothing));
        output.WriteLine(Row("---", "---:", "---:", "---", "---:", "---", "---:", "---"));
        foreach (var figure in figures)
            output.WriteLine(Row(figure));
    }

    public static void WriteJson(IReadOnlyList<Figure> figures, TextWriter output)
    {
        foreach (var figure in figures)
        {
            output.WriteLine(JsonSerializer.Serialize(new
            {
                name = figure.Name,
                value = Rounded(figure.Value),
                unit = figure.Unit,
                floor = Rounded(figure.Floor),
                ratio = Rounded(figure.Ratio),
                target = figure.Target,
                runs = figure.Runs.Select(run => new
                {
                    value = Rounded(run.Value),
                    floor = Rounded(run.Floor),
                    ratio = Rounded(run.Ratio),
                }),
            }));
        }
    }

    private static string Row(Figure figure) => Row(
        figure.Name,
        Figure.Text(figure.Value),
        figure.Floor is { } floor ? Figure.Text(floor) : Nothing,
        figure.Unit,
        Ratio(figure.Ratio),
        Spread(figure),
        Target(figure),
        figure.Target is null ? Nothing : figure.IsReached ? "reached" : "missed");

    private static string Row(
        string name,
        string value,
        string floor,
        string unit,
        string ratio,
        string spread,
        string target,
        string reached) =>
        $"| {name,-44} | {value,9} | {floor,9} | {unit,-8} | {ratio,5} | {spread,-13} | {target,6} | {reached,-7} |";

    private static string Spread(Figure figure) => figure.Ratio is null
        ? $"{Figure.Text(figure.Runs.Min(run => run.Value))}–{Figure.Text(figure.Runs.Max(run => run.Value))}"
        : $"{Ratio(figure.Runs.Min(run => run.Ratio))}–{Ratio(figure.Runs.Max(run => run.Ratio))}";

    private static string Target(Figure figure)
    {
        if (figure.Target is not { } target)
            return Nothing;
        var limit = figure.Ratio is null ? target.ToString(CultureInfo.InvariantCulture) : Ratio(target);
        return $"{(figure.IsCeiling ? '≤' : '≥')} {limit}";
    }

    private static string Ratio(double? value) => value?.ToString("F2", CultureInfo.InvariantCulture) ?? Nothing;

    private static double? Rounded(double? value) => value is { } number ? Math.Round(number, 3) : null;
}

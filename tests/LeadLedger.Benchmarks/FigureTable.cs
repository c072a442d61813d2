using System.Globalization;
using System.Text.Json;

namespace LeadLedger.Benchmarks;

/// <summary>Figures for people (a table in Markdown) and for programs (an object a line).</summary>
internal static class FigureTable
{
    /// <param name="about">The machine and its server.</param>
    public static void Write(IReadOnlyList<Figure> figures, string about, TextWriter output)
    {
        output.WriteLine(about);
        output.WriteLine();
        output.WriteLine(Row($"figure ({Figure.Unit})", "measured", "floor", "ratio", "spread", "target", ""));
        output.WriteLine(Row("---", "---:", "---:", "---:", "---", "---:", "---"));
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
                value = Math.Round(figure.Value),
                unit = Figure.Unit,
                floor = Math.Round(figure.Floor),
                ratio = Math.Round(figure.Ratio, 3),
                target = figure.Target,
                runs = figure.Runs.Select(run => new
                {
                    value = Math.Round(run.Value),
                    floor = Math.Round(run.Floor),
                    ratio = Math.Round(run.Ratio, 3),
                }),
            }));
        }
    }

    private static string Row(Figure figure) => Row(
        figure.Name,
        Number(figure.Value, "N0"),
        Number(figure.Floor, "N0"),
        Number(figure.Ratio, "F2"),
        $"{Number(figure.Runs.Min(run => run.Ratio), "F2")}–{Number(figure.Runs.Max(run => run.Ratio), "F2")}",
        Number(figure.Target, "F2"),
        figure.IsReached ? "reached" : "missed");

    private static string Row(
        string name, string value, string floor, string ratio, string spread, string target, string reached) =>
        $"| {name,-36} | {value,9} | {floor,9} | {ratio,5} | {spread,-11} | {target,6} | {reached,-7} |";

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}

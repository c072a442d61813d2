using LeadLedger.Server.Running;

namespace LeadLedger.Tests.Running.Watching;

/// <summary>The tables of docs/operations.md.</summary>
internal static class OperationsPage
{
    private static readonly string[] Lines =
        File.ReadAllLines(Path.Combine(Checkout.Folder, "docs", "operations.md"));

    /// <summary>The rows of our own metrics.</summary>
    public static IReadOnlyList<(string Name, string Kind, string Unit, string Meaning)> Metrics { get; } =
        [.. Rows("leadledger.").Select(cells => (cells[0], cells[1], cells[2], cells[3]))];

    /// <summary>The rows of the kinds of line in the log.</summary>
    public static IReadOnlyList<(int Id, string Level, string Text)> LogEvents { get; } =
    [
        .. Rows("").Where(cells => int.TryParse(cells[0], out _))
            .Select(cells => (int.Parse(cells[0], null), cells[1], cells[2])),
    ];

    private static IEnumerable<string[]> Rows(string prefix) => Lines
        .Where(line => line.StartsWith($"| `{prefix}", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|').Select(cell => cell.Trim().Trim('`')).ToArray());
}

using LeadLedger.Domain.Leads.Replaying;
using LeadLedger.Server.Running;

namespace LeadLedger.Tests.Audit;

/// <summary>docs/audit.md lists the rules that a replay names, word for word.</summary>
public sealed class RuleListTests
{
    [Fact]
    public void Every_rule_stands_in_the_table_and_nothing_else_does()
    {
        var lines = File.ReadAllLines(Path.Combine(Checkout.Folder, "docs", "audit.md"))
            .SkipWhile(line => line != "### The rules")
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal));
        Assert.Equal(LedgerRule.All.Select(rule => $"| `{rule.Code}` | {rule.Number} | {rule.Sentence} |"), lines
            .Select(line => line.Replace("| |", "|  |", StringComparison.Ordinal)));
        Assert.Equal(LedgerRule.All.Count, LedgerRule.All.Select(rule => rule.Code).Distinct().Count());
    }
}

using LeadLedger.Domain.Leads;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>A command with several things wrong is always refused for the same one.</summary>
public sealed class PrecedenceSpecs
{
    [Fact]
    public void Every_command_on_leads_has_its_table()
    {
        var commands = typeof(Lead).Assembly.GetExportedTypes()
            .Where(type => type.Namespace == typeof(Lead).Namespace && type.GetMethod("Decide") is not null);
        Assert.Equal(
            commands.Select(type => type.Name).Order(),
            PrecedenceTables.All.Select(table => table.Command.Name).Order());
    }

    [Fact]
    public void What_has_no_flaw_is_accepted() =>
        Assert.All(PrecedenceTables.All, table =>
        {
            Assert.Null(table.Sound.Decision.Refusal);
            Assert.NotEmpty(table.Sound.Decision.Events);
        });

    [Fact]
    public void Each_flaw_alone_is_refused_for_itself() =>
        Assert.All(PrecedenceTables.All, table => Assert.All(table.Flaws, flaw =>
            Assert.IsType(flaw.Refusal, flaw.Spoil(table.Sound).Decision.Refusal)));

    [Fact]
    public void Of_two_flaws_the_one_that_comes_first_is_the_refusal() =>
        Assert.All(PrecedenceTables.All, table =>
        {
            for (var later = 1; later < table.Flaws.Count; later++)
            {
                for (var earlier = 0; earlier < later; earlier++)
                {
                    // Where both spoil the same thing the earlier one overwrites the later.
                    var trial = table.Flaws[earlier].Spoil(table.Flaws[later].Spoil(table.Sound));
                    Assert.True(
                        table.Flaws[earlier].Refusal == trial.Decision.Refusal?.GetType(),
                        $"{table}: {table.Flaws[earlier].Refusal.Name} comes before {table.Flaws[later].Refusal.Name},"
                        + $" but it was {trial.Decision.Refusal?.GetType().Name ?? "accepted"}.");
                }
            }
        });
}

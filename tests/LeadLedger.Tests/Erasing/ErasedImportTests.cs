using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Ledger;
using LeadLedger.Tests.Fixtures;
using LeadLedger.Tests.Importing;

namespace LeadLedger.Tests.Erasing;

/// <summary>An export that still has somebody who was erased here.</summary>
public sealed class ErasedImportTests
{
    [Fact]
    public async Task Their_row_is_rejected_and_the_import_goes_on()
    {
        await using var ledger = await ImportLedger.Open();
        using var export = new ExportFolder();
        await ledger.Import(export);
        var lead = Guid.Parse((await ledger.Query("select lead_id from bi_v1.lead where outcome = 'won'")).Single());
        var act = new Act("olga", Role.Operator, "olga", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow);
        await ledger.Ledger.Write.Decider.Decide(
            StreamKinds.Lead, lead, new CommandContext(act, "erase", "hash"),
            state => Judgement.Alone(EraseLead.Decide(state, new EraseLead(ErasureGround.Other, "k1", act))));
        Assert.Equal("0", (await Rows.Of(
            ledger.Database.Admin, $"select count(*) from vault.stream_key where stream_id = '{lead}'")).Single());

        var (tally, rejects) = await ledger.Import(export);

        Assert.Equal((0, 1, 1), (tally.Taken, tally.ThereAlready, tally.Rejected));
        Assert.Contains("person-is-erased", await File.ReadAllTextAsync(rejects!), StringComparison.Ordinal);
    }
}

using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Replaying;
using LeadLedger.EventStore;
using LeadLedger.Server.Access;
using LeadLedger.Server.Audit.Replaying;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Running;
using LeadLedger.Tests.Contracts;
using LeadLedger.Tests.ReadModels;

namespace LeadLedger.Tests.Audit;

/// <summary>A replay on paper.</summary>
public sealed class PrintedReplayTests
{
    private static readonly string Golden =
        Path.Combine(Checkout.Folder, "tests", "LeadLedger.Tests", "Audit", "replay.txt");

    [Fact]
    public async Task A_life_until_its_first_vote_is_printed_as_it_is_checked_in()
    {
        var seen = ExampleHistory.Seen;
        var printed = PrintedReplay.Of(seen.History, ReplayBound.All, seen.Disclosure);
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1")
            await File.WriteAllTextAsync(Golden, printed);
        Assert.Equal(await File.ReadAllTextAsync(Golden), printed);
    }

    [Fact]
    public async Task No_line_is_longer_than_the_page_whatever_happened()
    {
        await using var database = await ReadModelDatabase.Make();
        var leads = await RandomHistory.Append(database.Ledger, seed: 31, events: 500);
        foreach (var id in leads.Keys)
        {
            var slice = await database.Store.ReadStream(id, StreamBound.All);
            var history = LeadHistory.Of(slice, key: null)!;
            var at = history.Steps[history.Steps.Count / 2].Recorded.RecordedAt;
            foreach (var bound in new[] { ReplayBound.All, new ReplayBound(null, at, null), new(null, null, at) })
            {
                var printed = PrintedReplay.Of(
                    history, bound, Disclosure.OfOperator(history.Present, seesPerson: false));
                Assert.All(printed.Split('\n'), line => Assert.InRange(line.Length, 0, PrintedPage.Columns));
            }
        }
    }

    [Fact]
    public void Every_kind_of_event_has_its_sentence_its_time_and_its_rules()
    {
        var nobody = new Disclosure(seesPerson: false, _ => false);
        var examples = EventContractTests.Examples<LeadEvent>();
        Assert.All(examples, e =>
        {
            Assert.Matches(@"^[A-Z].+\.$", EventSentence.Of(e, nobody));
            Assert.NotEqual(default, e.HappenedAt());
            Assert.NotEmpty(LedgerRule.ThatAllowed(e, Lead.Initial, imported: false));
            Assert.Empty(PersonalWords.Of(e, nobody));
        });
        Assert.Contains(examples, e => e is PersonalDataErased);
        Assert.Equal("Another writer's event: it is stepped over.", EventSentence.Of(null, nobody));
    }

    [Fact]
    public void A_vote_that_is_withheld_has_no_verdict_in_its_sentence()
    {
        var vote = EventContractTests.Examples<VoteCast>()[0];
        Assert.DoesNotContain(
            vote.Verdict.ToString(), EventSentence.Of(vote, new Disclosure(true, _ => false)),
            StringComparison.OrdinalIgnoreCase);
        Assert.Contains(
            vote.Verdict.ToString(), EventSentence.Of(vote, new Disclosure(true, _ => true)),
            StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void A_word_that_no_line_can_hold_is_cut_between_characters()
    {
        var page = new PrintedPage();
        page.Paragraph(string.Concat(Enumerable.Repeat("🙂", 80)), "note: ");
        var lines = page.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.True(line.Length <= PrintedPage.Columns && line.IsNormalized(), line));
    }
}

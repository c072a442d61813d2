using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.EventStore;
using LeadLedger.Server.Access;
using LeadLedger.Server.Audit.Replaying;
using LeadLedger.Server.Leads;
using LeadLedger.Server.Running;
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
    public async Task Every_kind_of_event_has_its_sentence_and_no_line_is_longer_than_the_page()
    {
        await using var database = await ReadModelDatabase.Make();
        var leads = await RandomHistory.Append(database.Ledger, seed: 31, events: 1000);
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
        var kinds = database.Ledger.Events.Select(it => it.Event).OfType<LeadEvent>().Select(it => it.GetType());
        Assert.Empty(typeof(LeadEvent).Assembly.GetTypes()
            .Where(type => type.IsSubclassOf(typeof(LeadEvent)))
            .Except(kinds)
            .Except([typeof(ReminderGiven), typeof(PersonalDataErased)]));
    }

    [Fact]
    public void What_random_histories_seldom_have_is_said_too()
    {
        var (lead, at) = (new LeadId(Company.Lead(1)), Company.Start);
        var nobody = new Disclosure(seesPerson: false, _ => false);
        Assert.Equal(
            "Reminded sam of the first response due 2026-03-02 08:00:00.",
            EventSentence.Of(
                new ReminderGiven(lead, OwedPromise.FirstResponse, 1, null, null, "sam", at, at.AddHours(-1)), nobody));
        Assert.Equal(
            "Reminded the panel of the ruling due 2026-03-02 08:00:00.",
            EventSentence.Of(
                new ReminderGiven(lead, OwedPromise.Ruling, 1, null, 2, null, at, at.AddHours(-1)), nobody));
        Assert.Equal(
            "The person was erased, on the ground: consent withdrawn.",
            EventSentence.Of(
                new PersonalDataErased(lead, ErasureGround.ConsentWithdrawn, "olga", at), nobody));
        Assert.Equal("Another writer's event: it is stepped over.", EventSentence.Of(null, nobody));
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

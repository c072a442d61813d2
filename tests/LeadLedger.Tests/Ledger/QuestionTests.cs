using LeadLedger.Domain;
using LeadLedger.Domain.Leads;
using LeadLedger.Server.Ledger;

namespace LeadLedger.Tests.Ledger;

public sealed class QuestionTests
{
    [Fact]
    public void Its_events_have_ids_by_caller_stream_key_and_ordinal_whichever_is_asked_for_first()
    {
        Guid stream = Guid.NewGuid(), other = Guid.NewGuid();
        var at = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var question = new Question<Lead, LeadEvent>(
            new CommandContext(new Act("sam", Role.Sales, "sam", at, at), "key", "hash"),
            _ => throw new InvalidOperationException("Nothing is decided here."));

        foreach (var asked in new[] { stream, other, stream })
        {
            Assert.Equal(Identity.EventOf("sam", asked, "key", 1), question.EventOn(asked, 1));
            Assert.Equal(Identity.EventOf("sam", asked, "key", 0), question.FirstEventOn(asked));
            Assert.Equal(Identity.EventOf("sam", asked, "key", 0), question.EventOn(asked, 0));
        }
    }
}

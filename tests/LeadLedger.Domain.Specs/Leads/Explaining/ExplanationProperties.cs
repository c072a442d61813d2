using FsCheck.Fluent;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Explaining;

namespace LeadLedger.Domain.Specs.Leads.Explaining;

/// <summary>What holds of the explanation of every case, whatever became of it; the same in every run.</summary>
public sealed class ExplanationProperties
{
    [Fact]
    public void Every_sentence_names_an_event_of_its_lead_its_agreement_or_its_panel()
    {
        var seen = new Dictionary<CaseState, int>();
        EveryCase((record, explanation) =>
        {
            seen[explanation.Facts.State] = seen.GetValueOrDefault(explanation.Facts.State) + 1;
            HashSet<long> known =
            [
                .. record.Lead.Select(placed => placed.Position),
                .. record.Agreement.Select(placed => placed.Position),
                .. record.Panel.Select(placed => placed.Position),
            ];
            return explanation.Sections.All(section => section.Sentences.All(sentence =>
                sentence.Text.Length > 0 && sentence.Positions.Count > 0 && sentence.Positions.All(known.Contains)));
        });
        Assert.All(Enum.GetValues<CaseState>(), state => Assert.True(seen.GetValueOrDefault(state) > 5, $"{state}"));
    }

    [Fact]
    public void The_data_is_what_the_fold_says()
    {
        EveryCase((record, explanation) =>
        {
            var lead = (Lead.Existing)record.Lead.Select(placed => placed.Event).Aggregate(Lead.Initial, Lead.Evolve);
            var (facts, reviewed) = (explanation.Facts, lead.CaseOf(record.Case)!);
            return facts.Ruling?.Verdict == reviewed.Ruling?.Verdict
                && facts.Ruling?.Chair == reviewed.Ruling?.Chair
                && (facts.Withdrawal is null) == (reviewed.Withdrawal is null)
                && facts.Effort.Attempts.Count == reviewed.Rejection.Effort.Attempts
                && facts.Votes.Select(vote => vote.Member).SequenceEqual(reviewed.Votes.Select(vote => vote.Member))
                && facts.Votes.Count(vote => vote.Counted == true) == (reviewed.Ruling?.Votes.Count ?? 0)
                && DidNotJudge(facts).SequenceEqual(reviewed.Ruling?.Recused ?? [])
                && facts.Aftermath.Place == lead.Place;
        });
    }

    /// <summary>Rule 6: it isn't enough that no field holds the verdict; nothing may depend on it.</summary>
    [Fact]
    public void Votes_that_are_withheld_could_say_the_opposite_and_nobody_would_read_another_word()
    {
        var withheld = 0;
        EveryCase((record, explanation) =>
        {
            withheld += explanation.Facts.Votes.Count(vote => vote.Withheld);
            var reader = Readers.Auditor(record);
            var opposite = With(record, evt => evt is VoteCast vote && !reader.MaySeeVote(vote)
                ? vote with
                {
                    Verdict = vote.Verdict == Verdict.Upheld ? Verdict.Overturned : Verdict.Upheld,
                    Rationale = PersonalText.Of("something else"),
                }
                : evt);
            return Told(opposite, reader) == Told(record, reader);
        });
        Assert.True(withheld > 20);
    }

    [Fact]
    public void Who_may_not_see_the_person_reads_the_same_whatever_was_written()
    {
        EveryCase((record, _) =>
        {
            var other = With(record, Reworded);
            return Told(other, Readers.Operator(record)) == Told(record, Readers.Operator(record))
                && Told(other, Readers.AfterErasure(record)) == Told(record, Readers.AfterErasure(record));
        });
    }

    [Fact]
    public void No_printed_line_is_longer_than_a_page_is_wide() => EveryCase((_, explanation) =>
        PrintedExplanation.Of(explanation).Split('\n').All(line => line.Length <= PrintedPage.Columns));

    private static IEnumerable<string> DidNotJudge(CaseFacts facts) => facts.Ruling is null
        ? []
        : facts.Panel.Barred.Select(barred => barred.Person)
            .Where(person => facts.Panel.Members.Any(member => member.Member == person)
                || facts.Votes.Any(vote => vote.Member == person))
            .Concat(facts.Panel.Recusals.Select(recusal => recusal.Member))
            .Distinct()
            .Order(StringComparer.Ordinal);

    private static void EveryCase(Func<CaseRecord, RejectionExplanation, bool> property) =>
        Seeded.Holds(
            Gen.Choose(0, int.MaxValue),
            seed => RandomCases.Of(seed, 80).All(
                record => property(record, RejectionExplanation.Of(record, Readers.Auditor(record))!)),
            100);

    private static string Told(CaseRecord record, CaseReader reader)
    {
        var explanation = RejectionExplanation.Of(record, reader)!;
        return Spelled.Out(explanation) + PrintedExplanation.Of(explanation);
    }

    private static CaseRecord With(CaseRecord record, Func<LeadEvent, LeadEvent> change) => record with
    {
        Lead = [.. record.Lead.Select(placed => placed with { Event = change(placed.Event) })],
    };

    private static LeadEvent Reworded(LeadEvent evt)
    {
        var other = PersonalText.Of("something else");
        return evt switch
        {
            LeadHandedOff it => it with { Handoff = Reworded(it.Handoff, other) },
            LeadHandedOffAgain it => it with { Handoff = Reworded(it.Handoff, other) },
            ContactAttempted { Note: not null } it => it with { Note = other },
            DealLost { Note: not null } it => it with { Note = other },
            LeadRejected it => it with { Explanation = other },
            VoteCast it => it with { Rationale = other },
            MemberRecused it => it with { Why = other },
            RulingIssued it => it with
            {
                Rationale = other,
                ReasonAgainstVotes = it.ReasonAgainstVotes is null ? null : other,
                NextStep = it.NextStep with { What = other },
            },
            _ => evt,
        };
    }

    private static Handoff Reworded(Handoff handoff, PersonalText other) => handoff with
    {
        Qualification = handoff.Qualification.ToDictionary(
            answer => answer.Key,
            answer => answer.Value.Text is null ? answer.Value : answer.Value with { Text = other }),
    };
}

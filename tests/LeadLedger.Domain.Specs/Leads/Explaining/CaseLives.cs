using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Leads.Explaining;
using LeadLedger.Domain.Panels;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads.Explaining;

/// <summary>Every way that a case can go, with who asks; each has its text in Texts/.</summary>
internal static class CaseLives
{
    /// <summary>Open from nine to five on weekdays, but for Wednesday.</summary>
    private static readonly Terms InOpenHours = Company.Terms with
    {
        ResponseTimes = [new ResponseTime(null, 600, ClockKind.Business)],
        Cadences = [new Cadence(null, 3, 5, ClockKind.Business, [])],
        Calendar = new BusinessCalendar(
            "berlin-2026",
            [
                .. new[]
                {
                    DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday,
                }.Select(day => new OpenHours(day, new TimeOnly(9, 0), new TimeOnly(17, 0))),
            ],
            [new Holiday(Day("03-04"), "Founders' Day")]),
    };

    private static readonly Terms WithoutPromises = Company.Terms with { ResponseTimes = [], Cadences = [] };

    public static IReadOnlyDictionary<string, (CaseRecord Record, CaseReader Reader)> All { get; } = Make();

    private static Dictionary<string, (CaseRecord, CaseReader)> Make()
    {
        var upheld = UpheldByOne().Of(1, "05-04 07:00");
        var erased = UpheldByOne().Then("05-02 08:00", Erased("05-02 08:00")).Of(1, "05-04 07:00");
        var open = Open().Of(1, "03-04 09:00");
        var withdrawn = TakenBack().Of(1, "04-01 09:00");
        var again = RejectedAgain().Of(2, "03-20 09:00");
        var imported = Imported().Of(1, "06-02 09:00");
        return new()
        {
            ["upheld-with-a-dissent"] = (upheld, Readers.Auditor(upheld)),
            ["upheld-for-who-may-not-see-the-person"] = (upheld, Readers.Operator(upheld)),
            ["upheld-and-the-person-erased"] = (erased, Readers.AfterErasure(erased)),
            ["open-for-an-auditor"] = (open, Readers.Auditor(open)),
            ["open-for-a-voter"] = (open, Readers.Of(open, Pia)),
            ["open-and-overdue"] = Seen(Overdue().Of(1, "03-06 09:00")),
            ["open-with-nobody-to-preside"] = Seen(NobodyPresides().Of(1, "03-03 12:00")),
            ["overturned-against-the-votes-and-won"] = Seen(OverturnedAgainstVotes().Of(1, "05-01 09:00")),
            ["overturned-and-missed-again"] = Seen(OverturnedAndMissed().Of(1, "03-06 09:00")),
            ["presided-in-anothers-place"] = Seen(InAnothersPlace().Of(1, "03-05 09:00")),
            ["withdrawn"] = (withdrawn, Readers.Auditor(withdrawn)),
            ["rejected-again"] = (again, Readers.Auditor(again)),
            ["rejected-again-the-first-case"] = (again with { Case = 1 }, Readers.Auditor(again)),
            ["nothing-promised-and-ruled-alone"] = Seen(RuledAlone().Of(1, "03-05 09:00")),
            ["attempts-reported-late"] = Seen(ReportedLate().Of(1, "03-20 09:00")),
            ["brought-in-from-elsewhere"] = (imported, Readers.Auditor(imported)),
        };
    }

    private static (CaseRecord, CaseReader) Seen(CaseRecord record) => (record, Readers.Auditor(record));

    /// <summary>By open hours; one member had called the lead, one stood aside, one was seated meanwhile.</summary>
    private static CaseScene UpheldByOne()
    {
        var from = T("03-02 14:30");
        var handoff = First with
        {
            Assignee = Sam,
            HandedOffAt = from,
            FirstResponse = Promises.FirstResponse(InOpenHours, Bucket.HandRaiserHighFit, from),
            Cadence = Promises.Cadence(InOpenHours, "enterprise", from),
            ReckonedWith = Promises.ReckonedWith(InOpenHours),
        };
        return CaseScene.Under(InOpenHours, Company.TermsFromApril)
            .Then("03-02 14:30", new LeadHandedOff(Company.Lead, Ada, handoff))
            .Then("03-03 10:15", Attempted("03-03 10:15", AttemptOutcome.Bounced) with { Channel = Channel.Email })
            .Then("03-05 08:20", Attempted("03-05 08:20", AttemptOutcome.Voicemail) with { Note = Words("Left word.") })
            .Then("03-05 16:00", Attempted("03-05 16:00", by: Pia))
            .Then("03-06 09:00", Rejected("03-06 09:00") with
            {
                Effort = new EffortInvested(3, 3, 237_000),
                Explanation = Words(
                    "They have “none”\nuntil 2028, and no plan for it either: see the mail of the 5th."),
            })
            .Seated("03-06 10:00", new MemberSeated(
                Company.PanelId, Nora, MemberFunction.Neither, "lex", T("03-06 10:00")))
            .Then("03-06 11:00", Claimed(Paul, "03-06 11:00"), Recused(Paul, "03-06 11:05"))
            .Then("03-06 12:00", Claimed(Nora, "03-06 12:00", 2), Voted(Nora, Verdict.Overturned, "03-06 12:10"))
            .Then("03-06 12:11", Released(Nora, "03-06 12:11", 2))
            .Then("03-07 09:00", Claimed(Carl, "03-07 09:00", 3), Voted(Carl, Verdict.Upheld, "03-07 09:10"))
            .Then("03-07 09:20", Upheld(
                "03-07 09:20", 1, new MemberVote(Nora, Verdict.Overturned), new MemberVote(Carl, Verdict.Upheld)) with
            {
                Recused = [Paul, Pia],
            }, Returned("03-07 09:20"))
            .Then("03-09 15:00", FollowedUp("03-09 15:00"))
            .Then("04-01 09:00", HandedOffAgain(Sue));
    }

    /// <summary>Two have voted, the chair has it claimed.</summary>
    private static CaseScene Open() => CaseScene.Under(Company.Terms)
        .Then("03-02 09:00", HandedOff(Sam))
        .Then("03-02 09:40", Attempted("03-02 09:40", AttemptOutcome.Connected))
        .Then("03-03 09:00", Rejected() with { Effort = new EffortInvested(1, 5, 2_400) })
        .Then("03-03 10:00", Claimed(Pia, "03-03 10:00"), Voted(Pia, Verdict.Upheld, "03-03 10:05"))
        .Then("03-03 10:06", Released(Pia, "03-03 10:06"))
        .Then("03-03 11:00", Claimed(Paul, "03-03 11:00", 2), Voted(Paul, Verdict.Overturned, "03-03 11:05"))
        .Then("03-04 08:50", Claimed(Carl, "03-04 08:50", 3));

    private static CaseScene Overdue() => CaseScene.Under(Company.Terms)
        .Then("03-02 09:00", HandedOff())
        .Then("03-02 10:00:02", new FirstResponseMissed(Company.Lead, 1, null, null, T("03-02 10:00"), Day("03-02")))
        .Then("03-03 09:00", Rejected())
        .Then("03-04 21:00", new ReminderGiven(
            Company.Lead, OwedPromise.Ruling, 1, null, 1, null, T("03-05 09:00"), T("03-04 21:00")))
        .Then("03-05 09:00:01", new RulingOverdue(
            Company.Lead, 1, Company.PanelId, T("03-05 09:00"), Day("03-05")));

    /// <summary>The only one who can has called the lead.</summary>
    private static CaseScene NobodyPresides() => CaseScene.Under(Company.Terms)
        .Then("03-02 09:00", HandedOff(Sam))
        .Then("03-02 09:30", Attempted("03-02 09:30", by: Carl))
        .Then("03-03 09:00", Rejected() with { Effort = new EffortInvested(1, 5, 1_800) });

    private static CaseScene OverturnedAgainstVotes() => CaseScene.Under(Company.Terms)
        .Then("03-02 09:00", HandedOff(Sam))
        .Then("03-03 09:00", Rejected())
        .Then("03-03 10:00", Claimed(Pia, "03-03 10:00"), Voted(Pia, Verdict.Upheld, "03-03 10:05"))
        .Then("03-03 11:00", Claimed(Paul, "03-03 11:00", 2), Voted(Paul, Verdict.Upheld, "03-03 11:05"))
        .Then("03-04 09:00", Claimed(Carl, "03-04 09:00", 3), Voted(Carl, Verdict.Overturned, "03-04 09:05"))
        .Then("03-04 09:10", Overturned("03-04 09:10", Sue) with
        {
            ReasonAgainstVotes = Words("Both read the old criterion."),
            Votes =
            [
                new(Pia, Verdict.Upheld), new(Paul, Verdict.Upheld), new(Carl, Verdict.Overturned),
            ],
        })
        .Then("03-04 09:50", Attempted("03-04 09:50", AttemptOutcome.Connected, Sue))
        .Then("03-10 09:00", Reached(Milestone.OpportunityOpened, "03-10 09:00", 40_000m))
        .Then("03-12 09:00", FollowedUp("03-12 09:00"))
        .Then("04-02 09:00", Won("04-02 09:00"));

    private static CaseScene OverturnedAndMissed() => CaseScene.Under(Company.Terms)
        .Then("03-02 09:00", HandedOff())
        .Then("03-03 09:00", Rejected())
        .Then("03-04 09:00", Claimed(Carl, "03-04 09:00"))
        .Then("03-04 09:10", Overturned("03-04 09:10"))
        .Then("03-04 10:10:01", new FirstResponseMissed(Company.Lead, 1, 1, null, T("03-04 10:10"), Day("03-04")));

    /// <summary>The appointed chair is barred, so whom the rota names next presides.</summary>
    private static CaseScene InAnothersPlace() => CaseScene.Under(Company.Terms)
        .Seated("03-01 10:00", new MemberSeated(
            Company.PanelId, Nora, MemberFunction.Neither, "lex", T("03-01 10:00")))
        .Seated("03-01 10:05", new RotaChanged(
            Company.PanelId, new Rota(Day("03-02"), 1, [Carl, Nora], "Europe/Berlin", []), "lex", T("03-01 10:05")))
        .Then("03-02 09:00", HandedOff(Sam))
        .Then("03-02 09:30", Attempted("03-02 09:30", by: Carl), Attempted("03-02 09:31", by: Carl))
        .Then("03-03 09:00", Rejected() with { Effort = new EffortInvested(2, 5, 1_800) })
        .Then("03-03 10:00", Claimed(Pia, "03-03 10:00"), Voted(Pia, Verdict.Upheld, "03-03 10:05"))
        .Then("03-04 09:00", Claimed(Nora, "03-04 09:00", 2), Voted(Nora, Verdict.Upheld, "03-04 09:05"))
        .Then("03-04 09:10", Upheld(
            "03-04 09:10", 1, new MemberVote(Pia, Verdict.Upheld), new MemberVote(Nora, Verdict.Upheld)) with
        {
            Chair = Nora,
            InPlaceOf = Carl,
            Recused = [Carl],
        }, Returned("03-04 09:10"));

    private static CaseScene TakenBack() => CaseScene.Under(Company.Terms)
        .Then("03-02 09:00", HandedOff(Sam))
        .Then("03-03 09:00", Rejected())
        .Then("03-03 10:00", Claimed(Pia, "03-03 10:00"), Voted(Pia, Verdict.Upheld, "03-03 10:05"))
        .Then("03-03 10:10", Withdrawn("03-03 10:10"))
        .Then("03-04 09:00", Attempted("03-04 09:00"), Attempted("03-05 09:00"))
        .Then("03-10 09:00", Returned("03-10 09:00", null));

    private static CaseScene RejectedAgain() => CaseScene.Under(Company.Terms)
        .Then("03-02 09:00", HandedOff(Sam))
        .Then("03-02 12:00", Attempted("03-02 12:00"))
        .Then("03-03 09:00", Rejected() with { Effort = new EffortInvested(1, 5, 10_800) })
        .Then("03-04 09:00", Claimed(Carl, "03-04 09:00"))
        .Then("03-04 09:10", Overturned("03-04 09:10", Sam))
        .Then("03-04 09:30", Attempted("03-04 09:30", AttemptOutcome.Replied))
        .Then("03-05 09:00", Rejected("03-05 09:00", 2) with
        {
            ReasonCode = "no-need",
            Criterion = "need",
            Explanation = Words("They asked for a printer."),
            Effort = new EffortInvested(1, 5, 1_200),
        });

    private static CaseScene RuledAlone() => CaseScene.Under(WithoutPromises)
        .Then("03-02 09:00", new LeadHandedOff(Company.Lead, Ada, First with
        {
            FirstResponse = null,
            Cadence = null,
            Qualification = new Dictionary<string, QualificationAnswer>(),
        }))
        .Then("03-03 09:00", Rejected() with { Effort = new EffortInvested(0, null, null) })
        .Seated("03-03 09:30", new MemberLeft(Company.PanelId, Pia, "lex", T("03-03 09:30")))
        .Seated("03-03 09:31", new MemberLeft(Company.PanelId, Paul, "lex", T("03-03 09:31")))
        .Then("03-04 09:10", Upheld("03-04 09:10"), Returned("03-04 09:10"));

    /// <summary>One in time though the watch was faster, one too late, and one only after the rejection.</summary>
    private static CaseScene ReportedLate() => CaseScene.Under(Company.Terms)
        .Then("03-02 09:00", HandedOff(Sam))
        .Then("03-02 10:00:01", new FirstResponseMissed(Company.Lead, 1, null, Sam, T("03-02 10:00"), Day("03-02")))
        .Then("03-02 10:20", Attempted("03-02 09:45"), new BreachExcused(
            Company.Lead, OwedPromise.FirstResponse, 1, null, Sam, T("03-02 10:00"), Day("03-02"), T("03-02 10:20")))
        .Then("03-03 09:00", Attempted("03-02 11:00", by: Cleo, judged: "03-03 09:00"))
        .Then("03-17 09:00", new CadenceMissed(
            Company.Lead, 1, null, Sam, T("03-16 09:00"), Day("03-16"), 5, 2))
        .Then("03-18 09:00", Rejected("03-18 09:00") with { Effort = new EffortInvested(2, 5, 2_700) })
        .Then("03-19 09:00", Attempted("03-04 12:00", judged: "03-19 09:00"));

    private static CaseScene Imported()
    {
        var backfilled = Company.Terms with { Backfilled = true };
        return CaseScene.Under(backfilled, Company.TermsFromApril).BroughtIn(
            HandedOff(Sam),
            Attempted("03-02 09:40"),
            Rejected() with { Effort = new EffortInvested(1, 5, 2_400) },
            Upheld("03-04 09:10"),
            Returned("03-04 09:10"),
            HandedOffAgain(Sam),
            Lost("04-09 09:00"));
    }
}

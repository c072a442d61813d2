using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>
/// What the deadline watch records. A first response is due on 2 March at 10:00, five attempts by 16 March at 09:00.
/// </summary>
public sealed class RecordBreachSpecs
{
    private static readonly OwedClock Response = new(OwedPromise.FirstResponse, 1, null);
    private static readonly OwedClock Cadence = new(OwedPromise.Cadence, 1, null);
    private static readonly OwedClock Ruling = new(OwedPromise.Ruling, 1, 1);

    private static FirstResponseMissed Missed(string? owedBy = Sam) =>
        new(Company.Lead, 1, null, owedBy, T("03-02 10:00"), Day("03-02"));

    private static RecordBreach Look(OwedClock clock, string now) => new(clock, Watch("03-02 10:00", now));

    [Fact]
    public void A_first_response_is_missed_after_its_deadline_and_not_at_it()
    {
        Given(HandedOff(Sam)).When(Look(Response, "03-02 10:00")).ThenAlreadySo();
        Given(HandedOff(Sam)).When(Look(Response, "03-02 10:00:00.000001")).Then(Missed());
    }

    [Fact]
    public void Recorded_once_it_is_not_recorded_again() =>
        Given(HandedOff(Sam), Missed()).When(Look(Response, "03-05 10:00")).ThenAlreadySo();

    [Fact]
    public void A_response_at_the_deadlines_very_instant_is_in_time() =>
        Given(HandedOff(Sam), Attempted("03-02 10:00")).When(Look(Response, "03-02 11:00")).ThenAlreadySo();

    [Fact]
    public void A_wrong_number_or_a_bounced_message_is_no_response() =>
        Given(HandedOff(Sam), Attempted("03-02 09:30", AttemptOutcome.WrongNumber))
            .When(Look(Response, "03-02 11:00"))
            .Then(Missed());

    [Fact]
    public void What_was_reported_too_late_counts_from_its_report() =>
        Given(HandedOff(Sam), Attempted("03-02 09:30", judged: "03-02 10:45"))
            .When(Look(Response, "03-02 11:00"))
            .Then(Missed());

    [Fact]
    public void Who_had_the_lead_at_the_deadline_owed_it_and_not_who_was_given_it_then_or_later()
    {
        Given(HandedOff(Sam), Assigned(Sue, "03-02 09:59")).When(Look(Response, "03-02 11:00")).Then(Missed(Sue));
        Given(HandedOff(Sam), Assigned(Sue, "03-02 10:00")).When(Look(Response, "03-02 11:00")).Then(Missed());
        Given(HandedOff(), Assigned(Sue, "03-02 10:30")).When(Look(Response, "03-02 11:00")).Then(Missed(null));
    }

    [Fact]
    public void Nothing_is_owed_any_more_of_a_lead_that_was_rejected_won_or_lost_by_then()
    {
        Given(HandedOff(Sam), Rejected("03-02 10:00")).When(Look(Response, "03-02 11:00")).ThenAlreadySo();
        Given(HandedOff(Sam), Won("03-02 09:30")).When(Look(Response, "03-02 11:00")).ThenAlreadySo();
        Given(HandedOff(Sam), Lost("03-02 10:00:00.000001")).When(Look(Response, "03-02 11:00")).Then(Missed());
    }

    [Fact]
    public void An_outcome_that_was_reported_too_late_stops_the_clock_only_when_it_was_reported() =>
        Given(HandedOff(Sam), Won("03-02 09:30") with { Late = true, JudgedAt = T("03-02 10:31") })
            .When(Look(Response, "03-02 11:00"))
            .Then(Missed());

    [Fact]
    public void A_withdrawn_rejection_resumes_the_old_deadline_as_if_it_had_never_been() =>
        Given(HandedOff(Sam), Rejected("03-02 09:30"), Withdrawn("03-02 15:00"))
            .When(Look(Response, "03-02 15:00:01"))
            .Then(Missed());

    [Fact]
    public void After_a_ruling_there_is_a_second_clock_of_its_own() =>
        Given(HandedOff(Sam), Rejected("03-02 09:30"), Overturned("03-04 09:00", Sue))
            .When(Look(Response with { Case = 1 }, "03-04 10:00:01"))
            .Then(new FirstResponseMissed(Company.Lead, 1, 1, Sue, T("03-04 10:00"), Day("03-04")));

    [Fact]
    public void A_cadence_is_missed_with_fewer_attempts_in_its_window_than_promised() =>
        Given(HandedOff(Sam), Attempted("03-02 09:30"), Attempted("03-16 09:00"), Attempted("03-16 09:00:00.000001"))
            .When(Look(Cadence, "03-17 09:00"))
            .Then(new CadenceMissed(Company.Lead, 1, null, Sam, T("03-16 09:00"), Day("03-16"), 5, 2));

    [Fact]
    public void A_cadence_that_was_worked_in_its_window_is_kept() =>
        Given(
            HandedOff(Sam), Attempted("03-02 09:30"), Attempted("03-03 09:30"), Attempted("03-04 09:30"),
            Attempted("03-05 09:30"), Attempted("03-16 09:00"))
            .When(Look(Cadence, "03-17 09:00"))
            .ThenAlreadySo();

    [Fact]
    public void A_ruling_is_overdue_while_its_case_is_open_and_stays_so()
    {
        var overdue = new RulingOverdue(Company.Lead, 1, Company.PanelId, T("03-05 09:00"), Day("03-05"));
        Given(HandedOff(Sam), Rejected()).When(Look(Ruling, "03-05 09:00")).ThenAlreadySo();
        Given(HandedOff(Sam), Rejected()).When(Look(Ruling, "03-05 09:00:01")).Then(overdue);
        Given(HandedOff(Sam), Rejected(), Upheld("03-05 09:00:01"), Returned("03-05 09:00:01"))
            .When(Look(Ruling, "03-06 09:00"))
            .Then(overdue);
        Given(HandedOff(Sam), Rejected(), Withdrawn("03-05 09:00")).When(Look(Ruling, "03-06 09:00")).ThenAlreadySo();
        Given(HandedOff(Sam), Rejected(), Overturned("03-05 09:00")).When(Look(Ruling, "03-06 09:00")).ThenAlreadySo();
    }

    [Fact]
    public void What_was_not_promised_cannot_be_broken() =>
        Given(new LeadHandedOff(Company.Lead, Ada, First with { FirstResponse = null, Cadence = null }))
            .When(Look(Response, "05-02 10:00"))
            .ThenAlreadySo();

    [Fact]
    public void The_day_of_a_breach_is_that_of_its_deadline_in_the_agreements_time_zone() =>
        Given(new LeadHandedOff(Company.Lead, Ada, First with
        {
            FirstResponse = First.FirstResponse! with { DueAt = T("03-02 23:30") },
        }))
            .When(Look(Response, "03-03 10:00"))
            .Then(Missed(null) with { DueAt = T("03-02 23:30"), LocalDay = Day("03-03") });

    [Fact]
    public void An_attempt_reported_in_time_excuses_the_breach_that_it_shows_to_be_none() =>
        Given(HandedOff(Sam), Missed())
            .When(new AttemptContact(
                Channel.Phone, AttemptOutcome.NoAnswer, null, Sales("03-02 09:50", told: "03-02 10:30")))
            .Then(
                Attempted("03-02 09:50"),
                new BreachExcused(
                    Company.Lead, OwedPromise.FirstResponse, 1, null, Sam, T("03-02 10:00"), Day("03-02"),
                    T("03-02 10:30")));

    [Fact]
    public void A_late_attempt_and_one_that_could_reach_nobody_excuse_nothing()
    {
        Given(HandedOff(Sam), Missed())
            .When(new AttemptContact(
                Channel.Phone, AttemptOutcome.NoAnswer, null, Sales("03-02 09:50", told: "03-02 10:50:00.000001")))
            .Then(Attempted("03-02 09:50", judged: "03-02 10:50:00.000001"));
        Given(HandedOff(Sam), Missed())
            .When(new AttemptContact(
                Channel.Phone, AttemptOutcome.WrongNumber, null, Sales("03-02 09:50", told: "03-02 10:30")))
            .Then(Attempted("03-02 09:50", AttemptOutcome.WrongNumber));
    }

    [Fact]
    public void An_attempt_brought_in_after_the_grace_excuses_nothing_though_it_was_made_in_time() =>
        Given(HandedOff(Sam), Missed())
            .When(new AttemptContact(Channel.Phone, AttemptOutcome.NoAnswer, null, Import(Sam, "03-02 09:50")))
            .Then(Attempted("03-02 09:50"));

    [Fact]
    public void A_sale_made_before_the_deadline_and_reported_in_time_excuses_it_too() =>
        Given(HandedOff(Sam), Missed())
            .When(new WinDeal(50_000m, Sales("03-02 09:50", told: "03-02 10:30")))
            .Then(
                Won("03-02 09:50"),
                new BreachExcused(
                    Company.Lead, OwedPromise.FirstResponse, 1, null, Sam, T("03-02 10:00"), Day("03-02"),
                    T("03-02 10:30")));

    [Fact]
    public void The_attempt_that_completes_a_cadence_in_its_window_excuses_it()
    {
        var missed = new CadenceMissed(Company.Lead, 1, null, Sam, T("03-16 09:00"), Day("03-16"), 5, 4);
        Given(
            HandedOff(Sam), Attempted("03-02 09:30"), Attempted("03-03 09:30"), Attempted("03-04 09:30"),
            Attempted("03-05 09:30"), missed)
            .When(new AttemptContact(
                Channel.Phone, AttemptOutcome.NoAnswer, null, Sales("03-16 08:30", told: "03-16 09:20")))
            .Then(
                Attempted("03-16 08:30"),
                new BreachExcused(
                    Company.Lead, OwedPromise.Cadence, 1, null, Sam, T("03-16 09:00"), Day("03-16"),
                    T("03-16 09:20")));
    }

    [Fact]
    public void Who_owes_is_reminded_between_the_time_to_remind_and_the_deadline_and_once()
    {
        var handedOff = new LeadHandedOff(Company.Lead, Ada, First with
        {
            FirstResponse = First.FirstResponse! with { RemindAt = T("03-02 09:45") },
        });
        var given = new ReminderGiven(
            Company.Lead, OwedPromise.FirstResponse, 1, null, null, Sue, T("03-02 10:00"), T("03-02 09:45"));
        var assigned = Assigned(Sue, "03-02 09:10");
        GiveReminder Remind(string now) => new(Response, Watch("03-02 09:45", now));

        Given(handedOff, assigned).When(Remind("03-02 09:44:59")).ThenAlreadySo();
        Given(handedOff, assigned).When(Remind("03-02 09:45")).Then(given);
        Given(handedOff, assigned).When(Remind("03-02 10:00")).ThenAlreadySo();
        Given(handedOff, assigned, given).When(Remind("03-02 09:46")).ThenAlreadySo();
        Given(handedOff, assigned, Attempted("03-02 09:30")).When(Remind("03-02 09:46")).ThenAlreadySo();
        Given(handedOff, assigned, Rejected("03-02 09:30")).When(Remind("03-02 09:46")).ThenAlreadySo();
        Given(HandedOff(Sam)).When(Remind("03-02 09:46")).ThenAlreadySo();
    }
}

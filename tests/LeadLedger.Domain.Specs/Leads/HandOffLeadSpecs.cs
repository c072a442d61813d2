using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

public sealed class HandOffLeadSpecs
{
    [Fact]
    public void A_lead_is_valued_and_its_clocks_start_by_the_terms_in_force() =>
        Given()
            .When(new HandOffLead(Company.Lead, Ada, DemoRequest, Marketing("03-02 09:00")))
            .Then(HandedOff());

    [Fact]
    public void A_lead_can_be_handed_to_somebody_of_sales() =>
        Given()
            .When(Command(DemoRequest with { Assignee = Max }, Marketing("03-02 09:00")))
            .Then(HandedOff(assignee: Max));

    [Fact]
    public void The_valuation_row_and_the_response_time_are_those_of_its_codes()
    {
        var ebook = DemoRequest with { ConversionAction = "e-book", Bucket = Bucket.OtherLowFit, Campaign = "spring" };
        Given()
            .When(Command(ebook, Marketing("03-02 09:00")))
            .Then(HandedOff() with
            {
                Handoff = First with
                {
                    ConversionAction = "e-book",
                    Bucket = Bucket.OtherLowFit,
                    Campaign = "spring",
                    Value = new LeadValue(1_000m, "EUR", 0.01m, 100_000m, 1),
                    FirstResponse =
                        new FirstResponsePromise(T("03-02 09:00"), T("03-03 09:00"), 1440, ClockKind.Elapsed),
                },
            });
    }

    [Fact]
    public void Terms_that_promise_nothing_start_no_clock() =>
        Given()
            .Under(Company.Terms with { ResponseTimes = [], Cadences = [] })
            .When(Command(DemoRequest, Marketing("03-02 09:00")))
            .Then(HandedOff() with { Handoff = First with { FirstResponse = null, Cadence = null } });

    [Fact]
    public void Its_day_is_that_of_the_agreements_time_zone()
    {
        var handoff = Given()
            .When(Command(DemoRequest, Marketing("03-02 23:00")))
            .ThenOne<LeadHandedOff>().Handoff;
        Assert.Equal(Day("03-03"), handoff.LocalDay);
    }

    [Fact]
    public void Reported_at_the_end_of_the_grace_it_is_not_late_and_its_clocks_started_when_it_happened() =>
        Given()
            .When(Command(DemoRequest, Marketing("03-02 09:00", told: "03-02 10:00")))
            .Then(HandedOff());

    [Fact]
    public void Reported_a_microsecond_after_the_grace_it_is_late_and_its_clocks_start_when_we_hear_of_it() =>
        Given()
            .When(Command(DemoRequest, Marketing("03-02 09:00", told: "03-02 10:00:00.000001")))
            .Then(HandedOff() with
            {
                Handoff = First with
                {
                    Late = true,
                    FirstResponse = new FirstResponsePromise(
                        T("03-02 10:00:00.000001"), T("03-02 11:00:00.000001"), 60, ClockKind.Elapsed),
                    Cadence = new CadencePromise(
                        T("03-02 10:00:00.000001"), T("03-16 10:00:00.000001"), 5, 14, ClockKind.Elapsed),
                },
            });

    [Fact]
    public void Reported_in_the_next_month_it_keeps_the_terms_and_the_day_of_when_it_happened()
    {
        var handoff = Given()
            .When(Command(DemoRequest, Marketing("03-31 21:59", told: "04-02 09:00")))
            .ThenOne<LeadHandedOff>().Handoff;
        Assert.Equal((1, Day("03-31"), true), (handoff.TermsVersion, handoff.LocalDay, handoff.Late));
    }

    // The terms' day begins at 23:00 UTC.
    [Theory]
    [InlineData("03-02 22:30", "03-02 22:59:59.999999", null)]
    [InlineData("03-02 23:00", "03-03 22:30", null)]
    [InlineData("03-02 22:30", "03-02 23:00", "03-03")]
    [InlineData("03-02 09:00", "03-05 09:00", "03-05")]
    public void The_day_on_which_it_was_reported_is_kept_where_that_is_a_later_one(string at, string told, string? day)
    {
        var handoff = Given()
            .When(Command(DemoRequest, Marketing(at, told: told)))
            .ThenOne<LeadHandedOff>().Handoff;
        Assert.Equal(day is null ? null : Day(day), handoff.ReportedDay);
    }

    [Fact]
    public void An_importer_brings_a_handoff_in_for_somebody_of_another_time_and_it_is_never_late()
    {
        var history = DemoRequest with { Assignee = Otto };
        Given()
            .When(Command(history, Import(Otto, "02-02 09:00")))
            .Then(HandedOff() with
            {
                Handoff = First with
                {
                    TermsVersion = 3,
                    Assignee = Otto,
                    HandedOffBy = Otto,
                    HandedOffAt = T("02-02 09:00"),
                    LocalDay = Day("02-02"),
                    Value = new LeadValue(50m, "EUR", 0.5m, 100m, 1),
                    FirstResponse =
                        new FirstResponsePromise(T("02-02 09:00"), T("02-02 10:00"), 60, ClockKind.Elapsed),
                    Cadence = new CadencePromise(T("02-02 09:00"), T("02-16 09:00"), 5, 14, ClockKind.Elapsed),
                },
            });
    }

    [Theory]
    [InlineData(Role.Marketing, Otto)]
    [InlineData(Role.Marketing, Sam)]
    [InlineData(Role.Sales, Mia)]
    [InlineData(Role.Colleague, Mia)]
    public void Nobody_but_the_agreements_marketing_hands_off(Role role, string who) =>
        Given()
            .When(Command(DemoRequest, As(role, who, "03-02 09:00")))
            .ThenRefused(new OnlyMarketingOfTheAgreementHandsOff());

    [Fact]
    public void Where_no_terms_were_ever_signed_nobody_is_of_marketing() =>
        (Given() with { Agreement = Company.Agreement with { Versions = [] } })
            .When(Command(DemoRequest, Marketing("03-02 09:00")))
            .ThenRefused(new OnlyMarketingOfTheAgreementHandsOff());

    [Fact]
    public void The_same_lead_is_not_handed_off_for_the_first_time_twice() =>
        Given(HandedOff())
            .When(Command(DemoRequest, Marketing("03-02 09:30")))
            .ThenRefused(new LeadExistsAlready());

    [Fact]
    public void A_clock_that_is_two_minutes_ahead_is_forgiven() =>
        Given()
            .When(Command(DemoRequest, Marketing("03-02 09:00", told: "03-02 08:58")))
            .Then(HandedOff());

    [Fact]
    public void A_handoff_more_than_two_minutes_ahead_is_in_the_future() =>
        Given()
            .When(Command(DemoRequest, Marketing("03-02 09:00:00.000001", told: "03-02 08:58")))
            .ThenRefused(new TimeIsInTheFuture());

    [Fact]
    public void In_the_first_instant_of_the_terms_month_they_are_in_force() =>
        Assert.Equal(1, Given()
            .When(Command(DemoRequest, Marketing("02-28 23:00")))
            .ThenOne<LeadHandedOff>().Handoff.TermsVersion);

    [Fact]
    public void A_microsecond_earlier_no_terms_were_in_force_for_what_was_witnessed() =>
        Given()
            .When(Command(DemoRequest, Marketing("02-28 22:59:59.999999")))
            .ThenRefused(new NoTermsInForceAtHandoff());

    [Fact]
    public void A_segment_that_the_terms_do_not_declare_is_refused() =>
        Given()
            .When(Command(DemoRequest with { Segment = "tiny" }, Marketing("03-02 09:00")))
            .ThenRefused(new SegmentIsNotInTheTerms(1));

    [Fact]
    public void A_conversion_action_that_the_terms_do_not_declare_is_refused() =>
        Given()
            .When(Command(DemoRequest with { ConversionAction = "webinar" }, Marketing("03-02 09:00")))
            .ThenRefused(new ConversionActionIsNotInTheTerms(1));

    [Fact]
    public void A_qualification_by_a_criterion_that_the_terms_do_not_declare_is_refused() =>
        Given()
            .When(Command(Qualified("shoe-size", "42"), Marketing("03-02 09:00")))
            .ThenRefused(new CriterionIsNotInTheTerms("shoe-size", 1));

    [Fact]
    public void A_criterion_with_codes_is_answered_with_one_of_them() =>
        Given()
            .When(Command(Qualified("budget", "plenty"), Marketing("03-02 09:00")))
            .ThenRefused(new AnswerIsNotOneOfTheCriterion("budget"));

    [Fact]
    public void An_assignee_who_is_not_of_sales_is_refused() =>
        Given()
            .When(Command(DemoRequest with { Assignee = Mia }, Marketing("03-02 09:00")))
            .ThenRefused(new AssigneeIsNotOfSales());

    [Fact]
    public void Terms_without_a_row_for_the_lead_value_nothing() =>
        Given()
            .Under(Company.Terms with { Valuation = [new ValuationRow(null, "e-book", null, 0.01m, 100_000m)] })
            .When(Command(DemoRequest, Marketing("03-02 09:00")))
            .ThenRefused(new NoValuationRowMatches(1));

    [Theory]
    [InlineData("shoe-size", "qualification.shoe-size")]
    public void A_refused_criterion_is_named_by_its_path(string code, string path) =>
        Assert.Equal(path, new CriterionIsNotInTheTerms(code, 1).Field);

    private static HandOffLead Command(HandoffDetails details, Act act) => new(Company.Lead, Ada, details, act);

    private static HandoffDetails Qualified(string code, string answer) => DemoRequest with
    {
        Qualification = new Dictionary<string, PersonalText> { ["need"] = Words("a CRM"), [code] = Words(answer) },
    };
}

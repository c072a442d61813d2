using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Time;
using static LeadLedger.Domain.Specs.Agreements.Enterprise;

namespace LeadLedger.Domain.Specs.Agreements;

public class PromisesSpecs
{
    // A Friday afternoon in Berlin, an hour before closing.
    private static readonly DateTimeOffset Friday = At("2026-07-03T16:00+02:00");

    [Fact]
    public void A_bucket_of_its_own_has_its_own_response_time() => Assert.Equal(
        new FirstResponsePromise(Friday, At("2026-07-03T16:05+02:00"), 5, ClockKind.Elapsed),
        Promises.FirstResponse(Offer, Bucket.HandRaiserHighFit, Friday));

    // Eight open hours: one on Friday, seven on Monday.
    [Fact]
    public void Other_buckets_have_that_of_all_in_open_hours() => Assert.Equal(
        new FirstResponsePromise(Friday, At("2026-07-06T16:00+02:00"), 480, ClockKind.Business),
        Promises.FirstResponse(Offer, Bucket.OtherLowFit, Friday));

    [Fact]
    public void A_bucket_without_a_response_time_is_promised_none() => Assert.Null(
        Promises.FirstResponse(
            Offer with { ResponseTimes = [Offer.ResponseTimes[0]] },
            Bucket.OtherLowFit,
            Friday));

    [Fact]
    public void An_elapsed_cadence_ends_at_the_same_wall_time_so_many_days_later() => Assert.Equal(
        new CadencePromise(Friday, At("2026-07-17T16:00+02:00"), 5, 14, ClockKind.Elapsed),
        Promises.Cadence(Offer, "enterprise", Friday));

    [Theory]
    [InlineData("2026-10-20T16:00+02:00", "2026-11-03T16:00+01:00")]
    [InlineData("2026-03-20T16:00+01:00", "2026-04-03T16:00+02:00")]
    [InlineData("2026-03-15T02:30+01:00", "2026-03-29T03:30+02:00")]
    [InlineData("2026-10-11T02:30+02:00", "2026-10-25T02:30+02:00")]
    public void A_clock_change_in_between_moves_the_instant_and_not_the_wall_time(string from, string ends) =>
        Assert.Equal(At(ends), Promises.Cadence(Offer, "enterprise", At(from))!.EndsAt);

    [Theory]
    [InlineData("2026-07-03T16:00+02:00", "2026-07-10T16:00+02:00")]
    [InlineData("2026-07-04T10:00+02:00", "2026-07-10T10:00+02:00")]
    [InlineData("2026-04-28T10:00+02:00", "2026-05-06T10:00+02:00")]
    public void A_business_cadence_ends_so_many_business_days_later(string from, string ends) => Assert.Equal(
        new CadencePromise(At(from), At(ends), 3, 5, ClockKind.Business),
        Promises.Cadence(Offer, "small", At(from)));

    [Fact]
    public void A_segment_without_a_cadence_is_promised_none() => Assert.Null(
        Promises.Cadence(Offer with { Cadences = [Offer.Cadences[0]] }, "small", Friday));

    [Fact]
    public void A_ruling_is_due_by_the_panels_own_promise()
    {
        var business = Offer with { Review = Offer.Review! with { RuleWithinHours = 16, Clock = ClockKind.Business } };

        Assert.Equal(At("2026-07-05T16:00+02:00"), Promises.RulingDueAt(Offer, Friday));
        Assert.Equal(At("2026-07-07T16:00+02:00"), Promises.RulingDueAt(business, Friday));
        Assert.Throws<InvalidOperationException>(() => Promises.RulingDueAt(Offer with { Review = null }, Friday));
    }

    // On the deadline's own clock: an hour of open time before Monday's 16:00 is 15:00, eight are Friday's 16:00.
    [Theory]
    [InlineData(Bucket.HandRaiserHighFit, 2, "2026-07-03T16:03+02:00")]
    [InlineData(Bucket.OtherLowFit, 60, "2026-07-06T15:00+02:00")]
    [InlineData(Bucket.OtherLowFit, 450, "2026-07-03T16:30+02:00")]
    public void A_reminder_of_the_first_response_is_so_many_minutes_of_its_clock_before_it(
        Bucket bucket, int before, string at)
    {
        var terms = Offer with
        {
            ResponseTimes = [.. Offer.ResponseTimes.Select(row => row with { RemindMinutesBefore = before })],
        };
        var promise = Promises.FirstResponse(terms, bucket, Friday);

        Assert.Equal(Promises.FirstResponse(Offer, bucket, Friday)! with { RemindAt = At(at) }, promise);
    }

    [Theory]
    [InlineData("enterprise", 1, "2026-07-16T16:00+02:00")]
    [InlineData("enterprise", 13, "2026-07-04T16:00+02:00")]
    [InlineData("small", 1, "2026-07-09T16:00+02:00")]
    [InlineData("small", 4, "2026-07-06T16:00+02:00")]
    public void A_reminder_of_the_cadence_is_so_many_of_its_days_before_its_end(string segment, int before, string at)
    {
        var terms = Offer with { Cadences = [.. Offer.Cadences.Select(row => row with { RemindDaysBefore = before })] };
        var promise = Promises.Cadence(terms, segment, Friday);

        Assert.Equal(Promises.Cadence(Offer, segment, Friday)! with { RemindAt = At(at) }, promise);
    }

    [Fact]
    public void A_reminder_of_the_ruling_is_so_many_hours_of_its_clock_before_it()
    {
        var elapsed = Offer with { Review = Offer.Review! with { RemindHoursBefore = 8 } };
        var business = elapsed with
        {
            Review = elapsed.Review! with { RuleWithinHours = 16, Clock = ClockKind.Business },
        };

        Assert.Equal(At("2026-07-05T08:00+02:00"), Promises.RulingRemindAt(elapsed, Friday));
        Assert.Equal(At("2026-07-06T16:00+02:00"), Promises.RulingRemindAt(business, Friday));
        Assert.Null(Promises.RulingRemindAt(Offer, Friday));
        Assert.Null(Promises.RulingRemindAt(Offer with { Review = null }, Friday));
    }

    [Fact]
    public void What_it_was_reckoned_with_is_named() => Assert.Equal(
        new ReckonedWith("2026-a", LocalTime.TimeZoneDataVersion),
        Promises.ReckonedWith(Offer));

    // What the rule of reach lets through falls due within the clock's horizon.
    [Fact]
    public void The_slowest_promise_that_is_accepted_is_reckoned()
    {
        var slow = Offer with
        {
            Calendar = new BusinessCalendar("slow", [new(DayOfWeek.Sunday, new(2, 0), new(2, 1))], []),
            ResponseTimes = [new(null, 502, ClockKind.Business)],
            Cadences = [],
        };
        var proposal = new ProposeTerms(slow, Judges, By("ada", Role.Agreements, "2026-06-15T10:00Z"));

        Assert.Null(ProposeTerms.Decide(Given(Drafted), proposal).Refusal);
        Assert.Equal(
            new DateOnly(2036, 4, 20),
            LocalTime.DayOf(Promises.FirstResponse(slow, Bucket.OtherLowFit, Friday)!.DueAt, slow.TimeZone));
    }
}

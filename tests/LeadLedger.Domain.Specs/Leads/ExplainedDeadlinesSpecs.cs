using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Leads;
using LeadLedger.Domain.Time;
using static LeadLedger.Domain.Specs.Leads.Happened;
using static LeadLedger.Domain.Specs.Leads.LeadScene;
using static LeadLedger.Domain.Specs.Leads.People;

namespace LeadLedger.Domain.Specs.Leads;

/// <summary>A deadline explains itself. Berlin's clocks go forward on 29 March 2026 and back on 25 October.</summary>
public sealed class ExplainedDeadlinesSpecs
{
    /// <summary>Open 09:00 to 12:00 and 13:00 to 17:00 on weekdays; closed on Good Friday and Easter Monday.</summary>
    private static readonly Terms Office = Company.Terms with
    {
        ResponseTimes = [new ResponseTime(null, 300, ClockKind.Business)],
        Cadences = [new Cadence(null, 2, 3, ClockKind.Business, [])],
        Calendar = new BusinessCalendar(
            "office-2026",
            [
                .. Enumerable.Range(1, 5).SelectMany(day => new[]
                {
                    new OpenHours((DayOfWeek)day, new TimeOnly(9, 0), new TimeOnly(12, 0)),
                    new OpenHours((DayOfWeek)day, new TimeOnly(13, 0), new TimeOnly(17, 0)),
                }),
            ],
            [new Holiday(Day("04-03"), "Good Friday"), new Holiday(Day("04-06"), "Easter Monday")]),
        Review = Company.Terms.Review! with { RuleWithinHours = 8, Clock = ClockKind.Business },
    };

    private static LeadHandedOff At(string at, Terms terms, int version = 1) => new(Company.Lead, Ada, First with
    {
        TermsVersion = version,
        HandedOffAt = T(at),
        FirstResponse = Promises.FirstResponse(terms, First.Bucket, T(at)),
        Cadence = Promises.Cadence(terms, First.Segment, T(at)),
        ReckonedWith = Promises.ReckonedWith(terms),
    });

    private static List<ExplainedDeadline> Explained(LeadScene scene, string now) =>
        [.. ExplainedDeadlines.Of((Lead.Existing)scene.State, scene.Agreement, T(now))];

    private static ExplainedDeadline Explained(LeadScene scene, string now, OwedPromise promise) =>
        Explained(scene, now).Single(deadline => deadline.Promise == promise);

    private static string Told(ExplainedDeadline deadline) => string.Join("; ", deadline.Days.Select(day =>
        $"{day.LocalDay:MM-dd} " + (day.Closed is { } why
            ? $"{why} {day.Holiday}".TrimEnd()
            : string.Join(", ", day.Open.Select(open => $"{open.From:HH:mm}-{open.To:HH:mm}")))));

    [Fact]
    public void Business_time_runs_through_several_windows_a_day_and_stands_still_on_holidays_and_weekends()
    {
        // Thursday, 15:30 in Berlin: an hour and a half until the evening, and then comes Easter.
        var deadline = Explained(
            Given(At("04-02 13:30", Office)).Under(Office), "04-02 14:00", OwedPromise.FirstResponse);

        Assert.Equal(
            "04-02 13:30-15:00; 04-03 Holiday Good Friday; 04-04 NoOpenHours; 04-05 NoOpenHours; "
            + "04-06 Holiday Easter Monday; 04-07 07:00-10:00, 11:00-11:30",
            Told(deadline));
        Assert.Equal(T("04-07 11:30"), deadline.DueAt);
        Assert.Equal(300 * 60, deadline.Days.Sum(day => day.Open.Sum(open => open.Length.TotalSeconds)));
        Assert.Null(deadline.RecomputedDueAt);
        Assert.Equal("office-2026", deadline.CalendarVersion);
        Assert.Equal(LocalTime.TimeZoneDataVersion, deadline.TimeZoneDataVersion);
    }

    [Fact]
    public void A_holiday_is_the_local_day_also_where_it_is_another_day_in_utc()
    {
        // Half past midnight on Good Friday in Berlin.
        var deadline = Explained(
            Given(At("04-02 22:30", Office)).Under(Office), "04-03 08:00", OwedPromise.FirstResponse);

        Assert.StartsWith("04-03 Holiday Good Friday; 04-04 NoOpenHours", Told(deadline), StringComparison.Ordinal);
        Assert.EndsWith("04-07 07:00-10:00, 11:00-13:00", Told(deadline), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "03-27 15:00", "03-27 15:00-16:00; 03-28 NoOpenHours; 03-29 NoOpenHours; 03-30 07:00-10:00, 11:00-12:00")]
    [InlineData(
        "10-23 14:00", "10-23 14:00-15:00; 10-24 NoOpenHours; 10-25 NoOpenHours; 10-26 08:00-11:00, 12:00-13:00")]
    public void Open_hours_keep_their_wall_time_over_a_clock_change(string from, string told)
    {
        var deadline = Explained(Given(At(from, Office)).Under(Office), from, OwedPromise.FirstResponse);

        Assert.Equal(told, Told(deadline));
        Assert.Equal(300 * 60, deadline.Days.Sum(day => day.Open.Sum(open => open.Length.TotalSeconds)));
    }

    [Fact]
    public void A_handoff_outside_hours_waits_for_the_next_opening()
    {
        var deadline = Explained(
            Given(At("03-04 17:00", Office)).Under(Office), "03-04 18:00", OwedPromise.FirstResponse);

        Assert.Equal("03-04 AfterHours; 03-05 08:00-11:00, 12:00-14:00", Told(deadline));
    }

    [Theory]
    [InlineData("03-28 12:00", "03-28 12:00-23:00; 03-29 23:00-12:00", 23)]
    [InlineData("10-24 12:00", "10-24 12:00-22:00; 10-25 22:00-12:00", 25)]
    public void Elapsed_time_is_real_time_on_the_day_of_a_clock_change(string from, string told, int hours)
    {
        var terms = Company.Terms with { ResponseTimes = [new ResponseTime(null, 1440, ClockKind.Elapsed)] };
        var deadline = Explained(Given(At(from, terms)).Under(terms), from, OwedPromise.FirstResponse);

        Assert.Equal(T(from).AddDays(1), deadline.DueAt);
        Assert.Equal(told, Told(deadline));
        var day = LocalTime.StartOfDay(DateOnly.FromDateTime(deadline.DueAt.Date), "Europe/Berlin");
        var next = LocalTime.StartOfDay(DateOnly.FromDateTime(deadline.DueAt.Date).AddDays(1), "Europe/Berlin");
        Assert.Equal(hours, (next - day).TotalHours);
    }

    [Fact]
    public void A_window_of_business_days_counts_those_after_the_first_and_ends_at_the_same_wall_time()
    {
        var deadline = Explained(Given(At("04-02 13:30", Office)).Under(Office), "04-02 14:00", OwedPromise.Cadence);

        Assert.Equal(
            [
                ("04-03", false), ("04-04", false), ("04-05", false), ("04-06", false), ("04-07", true),
                ("04-08", true), ("04-09", true),
            ],
            deadline.Days.Select(day => ($"{day.LocalDay:MM-dd}", day.Counts)));
        Assert.Equal(T("04-09 13:30"), deadline.DueAt);
    }

    [Fact]
    public void How_long_it_took_is_told_by_both_clocks()
    {
        var scene = Given(At("04-02 13:30", Office), Attempted("04-07 07:30")).Under(Office);
        var deadline = Explained(scene, "04-08 08:00", OwedPromise.FirstResponse);

        Assert.Equal(PromiseState.Kept, deadline.State);
        Assert.Equal(T("04-07 07:30"), deadline.DoneAt);
        Assert.Equal(new TimeTaken(4 * 86400 + 18 * 3600, 2 * 3600), deadline.Taken);
    }

    [Fact]
    public void Later_terms_leave_an_open_leads_deadlines_as_they_were()
    {
        var stricter = Company.TermsFromApril;
        var before = Explained(Given(HandedOff()).Under(Company.Terms), "03-02 09:10");
        var after = Explained(Given(HandedOff()).Under(Company.Terms, stricter), "03-02 09:10");

        Assert.Equal(before.Select(it => (it.DueAt, it.TermsVersion)), after.Select(it => (it.DueAt, it.TermsVersion)));
        Assert.All(after, deadline => Assert.Null(deadline.RecomputedDueAt));
    }

    [Fact]
    public void A_second_clock_after_a_ruling_starts_afresh_and_the_first_one_has_stopped()
    {
        var scene = Given(HandedOff(Sam), Rejected("03-02 09:30"), Overturned("03-04 09:00", Sue));
        var responses = Explained(scene, "03-04 09:10").Where(it => it.Promise == OwedPromise.FirstResponse).ToList();

        Assert.Equal(
            [
                ((int?)null, PromiseState.Lapsed, T("03-02 10:00"), (DateTimeOffset?)T("03-02 09:30"), Sam),
                (1, PromiseState.Open, T("03-04 10:00"), null, Sue),
            ],
            responses.Select(it => (it.Case, it.State, it.DueAt, it.StoppedAt, it.OwedBy!)));
        Assert.Equal([new ReviewPause(1, T("03-02 09:30"), T("03-04 09:00"), ClockRanOn: false)], responses[0].Pauses);
        Assert.Empty(responses[1].Pauses);
    }

    [Fact]
    public void A_withdrawn_rejections_review_is_told_and_did_not_stop_the_clock()
    {
        var scene = Given(HandedOff(Sam), Rejected("03-02 09:30"), Withdrawn("03-02 09:40"));
        var deadline = Explained(scene, "03-02 09:50", OwedPromise.FirstResponse);

        Assert.Equal((PromiseState.Open, T("03-02 10:00"), (DateTimeOffset?)null),
            (deadline.State, deadline.DueAt, deadline.StoppedAt));
        Assert.Equal([new ReviewPause(1, T("03-02 09:30"), T("03-02 09:40"), ClockRanOn: true)], deadline.Pauses);
    }

    [Fact]
    public void A_ruling_is_explained_like_any_other_promise()
    {
        // Rejected on Wednesday at 16:00 in Berlin: an hour on that day, seven on the next.
        var scene = Given(At("03-04 09:00", Office), Rejected("03-04 15:00") with { RulingDueAt = T("03-05 16:00") })
            .Under(Office);
        var deadline = Explained(scene, "03-04 15:30", OwedPromise.Ruling);

        Assert.Equal(
            (PromiseState.Open, (int?)1, (int?)480),
            (deadline.State, deadline.Case, deadline.Promised.WithinMinutes));
        Assert.Equal("03-04 15:00-16:00; 03-05 08:00-11:00, 12:00-16:00", Told(deadline));
        Assert.Null(deadline.RecomputedDueAt);
    }

    [Fact]
    public void Where_todays_time_zone_data_say_another_instant_both_are_told_and_the_kept_one_counts()
    {
        var handedOff = At("04-02 13:30", Office);
        var other = handedOff with
        {
            Handoff = handedOff.Handoff with
            {
                FirstResponse = handedOff.Handoff.FirstResponse! with { DueAt = T("04-07 12:30") },
                ReckonedWith = new ReckonedWith("office-2026", "2019a"),
            },
        };
        var deadline = Explained(Given(other).Under(Office), "04-07 12:00", OwedPromise.FirstResponse);

        Assert.Equal(PromiseState.Open, deadline.State);
        Assert.Equal((T("04-07 12:30"), (DateTimeOffset?)T("04-07 11:30"), "2019a"),
            (deadline.DueAt, deadline.RecomputedDueAt, deadline.TimeZoneDataVersion));
    }
}

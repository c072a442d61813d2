using LeadLedger.Domain;
using LeadLedger.Domain.Agreements;
using LeadLedger.Domain.Time;
using LeadLedger.Server.ReadModels.Agreements;

namespace LeadLedger.Tests.ReadModels.Star;

/// <summary>Dimensions: complete, and what the program itself says of terms and calendars.</summary>
public sealed class DimensionTests
{
    [Fact]
    public async Task Days_are_there_for_whole_years_without_a_hole()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Builds.EnsureActive();
        Assert.Equal(["1970-01-01|2049-12-31|29220|0"], await database.Query("""
            select min(day), max(day), count(*), max(day) - min(day) + 1 - count(*) from bi_v1.dim_date
            """));
        Assert.Equal(
            [
                "2021-01-01|5|Friday|false|2020|53|2020-12-28|2020-W53|2021-01-01|2021-01|31|2021-Q1|1",
                "2024-02-29|4|Thursday|false|2024|9|2024-02-26|2024-W09|2024-02-01|2024-02|29|2024-Q1|60",
                "2024-12-30|1|Monday|false|2025|1|2024-12-30|2025-W01|2024-12-01|2024-12|31|2024-Q4|365",
            ],
            await database.Query("""
                select day, weekday, weekday_name, weekend, iso_year, iso_week, iso_week_start, iso_week_label, month,
                  month_label, days_in_month, quarter_label, day_of_year
                from bi_v1.dim_date where day in ('2021-01-01', '2024-02-29', '2024-12-30') order by day
                """));
    }

    [Fact]
    public async Task No_fact_names_anything_that_a_dimension_lacks()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 94, events: 700);
        await database.Project(pageSize: 60);
        var orphans = await database.Query("""
            select 'handoff' from bi_v1.fact_handoff f
            left join bi_v1.dim_terms t using (terms_key) left join bi_v1.dim_source s using (source_key)
            left join bi_v1.dim_agreement a on a.agreement_id = f.agreement_id
            left join bi_v1.dim_date d on d.day = f.handoff_day
            left join bi_v1.dim_person h on h.subject = f.handed_off_by
            left join bi_v1.dim_person p on p.subject = f.assignee
            where t.version is null or s.source is null or a.agreement_id is null or d.day is null or h.subject is null
              or (f.assignee is not null and p.subject is null) or f.time_zone is null
            union all
            select 'attempt' from bi_v1.fact_contact_attempt f
            left join bi_v1.fact_handoff h on h.handoff_key = f.handoff_key
            left join bi_v1.dim_terms t on t.terms_key = f.terms_key
            left join bi_v1.dim_source s on s.source_key = f.source_key
            left join bi_v1.dim_person p on p.subject = f.attempted_by
            where h.lead_id is null or t.version is null or s.source is null or p.subject is null
              or h.terms_key <> f.terms_key or h.source_key <> f.source_key
            union all
            select 'ruling' from bi_v1.fact_ruling f
            left join bi_v1.fact_rejection r using (case_key) left join bi_v1.fact_handoff h
              on h.handoff_key = f.handoff_key
            left join bi_v1.dim_person p on p.subject = f.chair
            where r.lead_id is null or h.lead_id is null or p.subject is null or h.source_key <> f.source_key
              or h.handoff_month <> f.handoff_month
            union all
            select 'breach' from bi_v1.fact_breach f left join bi_v1.fact_handoff h using (handoff_key)
            where h.lead_id is null or f.terms_key is null or f.source_key is null
            """);
        Assert.Empty(orphans);
        Assert.Equal(
            ["ann", "chris", "max", "mia", "mo", "olga", "sam", "sue"],
            (await database.Query("select subject from bi_v1.dim_person where not in_directory order by 1"))
                .Except(["pat"]));
    }

    [Fact]
    public async Task Who_is_in_the_directory_and_in_no_event_is_known_too()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Ledger.Append(Company.Panel.Value, Company.Seated());
        await database.Project();
        await database.Execute("""
            insert into directory.person values ('mo', 'Mo M.', 'west', 'Rome'), ('new', null, 'east', null)
            """);
        Assert.Equal(
            ["ann|||false|1", "chris|||false|2", "mo|west|Rome|true|3", "new|east||true|"],
            await database.Query(
                "select subject, team, office, in_directory, first_position from bi_v1.dim_person order by subject"));
    }

    [Fact]
    public async Task Each_month_has_the_terms_that_the_program_finds_in_force()
    {
        await using var database = await ReadModelDatabase.Make();
        var rows = new AgreementRows();
        await database.Ledger.Append(
            Company.Enterprise.Value,
            [
                .. Company.Drafted(Company.Enterprise, Company.Terms(1, 2025, 6) with { Backfilled = true }),
                .. Company.Signed(Company.Enterprise, Company.Terms(2, 2025, 9) with { Backfilled = true }),
                .. Company.Signed(Company.Enterprise, Company.Terms(3, 2026, 1)),
                .. Company.Signed(Company.Enterprise, Company.Terms(4, 2026, 4)),
                .. Company.Signed(Company.Enterprise, Company.Terms(5, 2026, 4)),
                .. Company.Signed(Company.Enterprise, Company.Terms(6, 2026, 9)).Take(2),
                Company.Terminated(new Month(2026, 7)),
            ]);
        await database.Project();
        foreach (var appended in database.Ledger.Events)
            AgreementProjection.Apply(default, (AgreementEvent)appended.Event, rows, new());

        Assert.Equal(
            [
                "1|2025-06-01|2025-09-01", "2|2025-09-01|2026-01-01", "3|2026-01-01|2026-04-01",
                "4|2026-04-01|2026-04-01", "5|2026-04-01|2026-08-01", "6||",
            ],
            await database.Query("select version, valid_from, valid_to from bi_v1.dim_terms order by version"));
        for (var month = new Month(2025, 1); month < new Month(2027, 1); month = month.AddMonths(1))
        {
            var inForce = await database.Query($"""
                select version from bi_v1.dim_terms
                where valid_from <= '{month}-01' and (valid_to > '{month}-01' or valid_to is null)
                """);
            Assert.Equal(rows.InForceIn(month.FirstDay) is { } terms ? [$"{terms.Version}"] : [], inForce);
        }
    }

    [Fact]
    public async Task Who_loads_terms_by_position_hears_of_what_ends_them()
    {
        await using var database = await ReadModelDatabase.Make();
        var stream = Company.Enterprise.Value;
        const string Ends = "select version, valid_to from bi_v1.dim_terms where position > {0} order by version";
        await database.Ledger.Append(stream, Company.Drafted(Company.Enterprise, Company.Terms(1, 2026, 1)));
        var first = database.Ledger.LastPosition;
        var second = Company.Signed(Company.Enterprise, Company.Terms(2, 2026, 4));
        await database.Ledger.Append(stream, second[..2]);
        await database.Project();
        Assert.Equal(["2|"], await database.Query(string.Format(null, Ends, first)));
        Assert.Equal(
            ["false"],
            await database.Query("select distinct in_force from bi_v1.dim_calendar_day where terms_version = 2"));

        await database.Ledger.Append(stream, second[2..]);
        await database.Project();
        Assert.Equal(["1|2026-04-01", "2|"], await database.Query(string.Format(null, Ends, first)));
        var signed = database.Ledger.LastPosition;
        await database.Ledger.Append(stream, Company.Terminated(new Month(2026, 7)));
        await database.Project();
        Assert.Equal(["1|2026-04-01", "2|2026-08-01"], await database.Query(string.Format(null, Ends, signed)));
    }

    [Theory]
    [InlineData("Europe/Berlin")]
    [InlineData("America/New_York")]
    [InlineData("Australia/Lord_Howe")]
    [InlineData("Asia/Kolkata")]
    public async Task Every_day_of_a_calendar_is_as_open_as_the_programs_clock_has_it(string zone)
    {
        await using var database = await ReadModelDatabase.Make();
        // Mornings and afternoons, a night until midnight, and a Sunday of 24 hours, in which clocks change.
        var terms = Company.Terms() with
        {
            TimeZone = zone,
            Calendar = new BusinessCalendar(
                "shop",
                [
                    new OpenHours(DayOfWeek.Monday, new TimeOnly(9, 0), new TimeOnly(12, 30)),
                    new OpenHours(DayOfWeek.Monday, new TimeOnly(13, 15), new TimeOnly(18, 0)),
                    new OpenHours(DayOfWeek.Friday, new TimeOnly(20, 0), TimeOnly.MinValue),
                    new OpenHours(DayOfWeek.Sunday, TimeOnly.MinValue, TimeOnly.MinValue),
                ],
                [
                    new Holiday(new DateOnly(2026, 3, 9), "Carnival"),
                    new Holiday(new DateOnly(2026, 3, 10), "After it"),
                ]),
        };
        await database.Ledger.Append(Company.Enterprise.Value, Company.Drafted(Company.Enterprise, terms));
        await database.Project();
        var clock = new BusinessClock(terms.Calendar, zone);
        var expected = Enumerable.Range(0, 730).Select(new DateOnly(2026, 1, 1).AddDays).Select(day => string.Join(
            '|',
            day.ToString("yyyy-MM-dd", null),
            clock.IsBusinessDay(day) ? "true" : "false",
            terms.Calendar.Holidays.FirstOrDefault(holiday => holiday.Date == day)?.Name,
            clock.BusinessSecondsBetween(
                LocalTime.StartOfDay(day, zone), LocalTime.StartOfDay(day.AddDays(1), zone))));
        Assert.Equal(expected, await database.Query("""
            select day, is_business_day, holiday, open_seconds from bi_v1.dim_calendar_day
            where day between '2026-01-01' and '2027-12-31' and in_force order by day
            """));
        Assert.Equal(
            ["false|0"],
            await database.Query("""
                select in_force, count(*) filter (where in_force) from bi_v1.dim_calendar_day
                where day < '2026-01-01' group by 1
                """));
    }

    [Fact]
    public async Task Terms_say_what_they_promise_in_columns()
    {
        await using var database = await ReadModelDatabase.Make();
        await database.Ledger.Append(Company.Enterprise.Value, Company.Drafted(Company.Enterprise, Company.Terms()));
        await database.Project();
        Assert.Equal(
            [
                $"{Company.Enterprise}/1|60|business|1440|elapsed|5|14|elapsed|48|elapsed|2|60|straight|0.1|"
                    + "leadValue|31000|office",
            ],
            await database.Query("""
                select terms_key, response_minutes_hand_raiser_high_fit, response_clock_hand_raiser_high_fit,
                  response_minutes_other_low_fit, response_clock_other_low_fit, cadence_attempts, cadence_window_days,
                  cadence_clock, ruling_hours, ruling_clock, quorum, reporting_grace_minutes, curve_shape,
                  band_below_share, goal_kind, goal, calendar_version
                from bi_v1.dim_terms
                """));
    }
}

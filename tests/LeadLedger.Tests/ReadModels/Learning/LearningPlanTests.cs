using System.Text.RegularExpressions;
using LeadLedger.Server.Running;
using LeadLedger.Tests.ReadModels.Star;

namespace LeadLedger.Tests.ReadModels.Learning;

/// <summary>
/// What the views cost is a matter of the sums of the agreement that is asked for, and no lead is looked at.
/// </summary>
public sealed partial class LearningPlanTests
{
    private const int Agreements = 400;

    private static readonly string[] Views =
        ["look_back", "calibration", "cadence_effect", "loss_reasons", "marketing_velocity", "capacity"];

    [Fact]
    public async Task One_agreement_is_found_among_many_without_reading_the_others_or_any_lead()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 64, events: 500);
        await database.Project();
        await Multiply(database);

        foreach (var view in Views.Except(["marketing_velocity"]))
        {
            var plan = await Plan(database, $"select * from bi_v1.{view} where agreement_id = '{Company.Enterprise}'");
            Assert.DoesNotMatch(Sums(), plan);
            Assert.DoesNotMatch(Facts(), plan);
        }
        foreach (var scope in (string[])["person", "team"])
        {
            var plan = await Plan(
                database,
                $"""
                select * from bi_v1.sales_velocity
                where scope = '{scope}' and agreement_id = '{Company.Enterprise}'
                """);
            Assert.DoesNotMatch(Facts(), plan);
        }
        // As it would be found if it were there.
        Assert.Matches(Sums(), await Plan(database, "select * from bi_v1.loss_reasons"));
    }

    [Fact]
    public async Task Every_query_of_the_page_runs_as_the_role_that_analysts_have()
    {
        await using var database = await ReadModelDatabase.Make();
        await RandomHistory.Append(database.Ledger, seed: 65, events: 500);
        await database.Project();
        var page = (await File.ReadAllTextAsync(Path.Combine(Checkout.Folder, "docs", "learning.md")))
            .ReplaceLineEndings("\n");
        var queries = Blocks().Matches(page).Select(block => block.Groups[1].Value).ToList();
        Assert.Equal(2, queries.Count);
        foreach (var query in queries)
            await database.Query(BiQueries.With(query, 0));
        Assert.All(Views, view => Assert.Contains($"`{view}`", page, StringComparison.Ordinal));
    }

    // As if each agreement were there as many times, with ids of its own.
    private static Task Multiply(ReadModelDatabase database) => database.Execute($"""
        do $fill$
        declare
          one text;
          columns text;
          changed text;
        begin
          perform set_config('search_path', 'readmodel_1', true);
          foreach one in array array[
            'agreement', 'terms', 'learning_cohort', 'cadence_cohort', 'loss_cohort', 'sales_month', 'pacing_plan',
            'pacing_day'] loop
            select string_agg(quote_ident(attname), ', ' order by attnum),
              string_agg(case when attname = 'agreement_id' then 'md5(agreement_id::text || n)::uuid'
                else quote_ident(attname) end, ', ' order by attnum)
            into columns, changed
            from pg_attribute where attrelid = one::regclass and attnum > 0 and not attisdropped;
            execute format(
              'insert into %s (%s) select %s from generate_series(1, {Agreements}) n, %1$s', one, columns, changed);
            execute 'analyze ' || one;
          end loop;
        end
        $fill$
        """);

    private static async Task<string> Plan(ReadModelDatabase database, string query) =>
        string.Join('\n', await database.Query("explain " + query));

    [GeneratedRegex("Seq Scan on (learning_cohort|cadence_cohort|loss_cohort|pacing_plan|pacing_day)")]
    private static partial Regex Sums();

    [GeneratedRegex(" on (handoff|contact_attempt|lead_activity|rejection|pacing_entry)")]
    private static partial Regex Facts();

    [GeneratedRegex("```sql\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex Blocks();
}

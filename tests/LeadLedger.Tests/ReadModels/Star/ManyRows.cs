namespace LeadLedger.Tests.ReadModels.Star;

/// <summary>The rows of a few leads many times over, as years of them would stand in the tables.</summary>
internal static class ManyRows
{
    /// <summary>Puts every lead in so many more times, each with an id and positions of its own.</summary>
    public static async Task Multiply(ReadModelDatabase database, int times)
    {
        var distance = database.Ledger.LastPosition;
        await database.Execute($"""
            do $fill$
            declare
              one text;
              columns text;
              changed text;
            begin
              perform set_config('search_path', 'readmodel_1', true);
              foreach one in array array[
                'handoff', 'rejection', 'breach', 'contact_attempt', 'milestone', 'lead_activity', 'lead_history',
                'pacing_entry', 'erased_lead'] loop
                select string_agg(quote_ident(attname), ', ' order by attnum),
                  string_agg(case
                    when attname = 'lead_id' then 'md5(lead_id::text || n)::uuid'
                    when attname ~ 'position$' then attname || ' + n * {distance}'
                    else quote_ident(attname) end, ', ' order by attnum)
                into columns, changed
                from pg_attribute where attrelid = one::regclass and attnum > 0 and not attisdropped;
                execute format(
                  'insert into %s (%s) select %s from generate_series(1, {times}) n, %1$s', one, columns, changed);
                execute 'analyze ' || one;
              end loop;
            end
            $fill$
            """);
    }
}

-- The facts whose rows change have a view beside them that is read by position: the walk goes along the key of
-- lead_activity, and from each event to the rows that it was the last to touch, by their keys. OFFSET 0 keeps it so:
-- left to itself the planner would rather read a whole fact and sort it. The columns are the fact's own, and so are
-- their comments.
do $changes$
declare
  fact text;
  columns text;
begin
  foreach fact in array array[
    'fact_handoff', 'fact_outcome', 'fact_rejection', 'fact_ruling', 'fact_breach', 'lead', 'lead_history'] loop
    select string_agg(
      case attname when 'position' then 'a.position' else 'f.' || quote_ident(attname) end, ', ' order by attnum)
    into columns
    from pg_attribute
    where attrelid = ('bi_v1.' || fact)::regclass and attnum > 0 and not attisdropped;
    execute format(
      'create or replace view bi_v1.%1$s_changes as select %2$s from lead_activity a cross join lateral ('
      'select f.* from bi_v1.%1$s f where f.lead_id = a.lead_id and f.position = a.position offset 0) f',
      fact, columns);
  end loop;
end
$changes$;

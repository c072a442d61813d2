-- The siblings of the facts that are read by position say of their columns what the facts say.
do $changes$
declare
  fact text;
  described record;
begin
  for fact in
    select replace(relname, '_changes', '') from pg_class
    where relnamespace = 'bi_v1'::regnamespace and relkind = 'v' and relname like '%\_changes'
  loop
    execute format('comment on view bi_v1.%s_changes is %L', fact, format(
      'The rows of %s, each once, found by the position that touched them last: read them by position > p order by '
      'position fetch first n rows with ties, and go on after the last position read. Rows share positions: limit n '
      'instead of that loses rows.', fact));
    for described in
      select attname, col_description(attrelid, attnum) as meaning from pg_attribute
      where attrelid = ('bi_v1.' || fact)::regclass and attnum > 0 and not attisdropped
    loop
      execute format(
        'comment on column bi_v1.%s_changes.%I is %L', fact, described.attname, described.meaning);
    end loop;
  end loop;
end
$changes$;

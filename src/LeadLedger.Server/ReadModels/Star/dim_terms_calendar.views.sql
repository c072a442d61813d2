-- The terms are unpacked once and not for each day. Holidays are found by the day as the terms write it, whatever the
-- session's DateStyle.
create or replace view bi_v1.dim_calendar_day as
with calendar as materialized (
  select v.agreement_id, v.version, v.valid_from, v.valid_to, v.time_zone, holidays, weekdays, opens, closes
  from bi_v1.dim_terms v
  join terms t on t.agreement_id = v.agreement_id and t.version = v.version
  cross join lateral (
    select coalesce(jsonb_object_agg(h ->> 'date', h ->> 'name'), '{}') as holidays
    from jsonb_array_elements(t.terms -> 'calendar' -> 'holidays') h
  ) closed
  cross join lateral (
    select
      array_agg(array_position(
        array['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'], w ->> 'day')) as weekdays,
      array_agg((w ->> 'from')::time) as opens,
      array_agg((w ->> 'to')::time) as closes
    from jsonb_array_elements(t.terms -> 'calendar' -> 'weeklyHours') w
  ) week
)
select
  c.agreement_id || '/' || c.version as terms_key,
  c.agreement_id,
  c.version as terms_version,
  d.day,
  d.month,
  coalesce(d.day >= c.valid_from and (c.valid_to is null or d.day < c.valid_to), false) as in_force,
  named.holiday is null and week.open_seconds is not null as is_business_day,
  named.holiday,
  case when named.holiday is null then coalesce(week.open_seconds, 0) else 0 end as open_seconds
from calendar c
cross join bi_v1.dim_date d
cross join lateral (select holidays ->> to_char(d.day::timestamp, 'YYYY-MM-DD') as holiday) named
left join lateral (
  select sum(extract(epoch from
      (d.day + closes + case when closes = time '00:00' then interval '1 day' else interval '0' end)
        at time zone c.time_zone - (d.day + opens) at time zone c.time_zone))::int as open_seconds
  from unnest(c.weekdays, c.opens, c.closes) as w (weekday, opens, closes)
  where w.weekday = d.weekday
) week on true;

comment on view bi_v1.dim_calendar_day is 'Every day of dim_date in the business calendar of every version of terms. One calendar a day of an agreement: where in_force. Deadlines are reckoned by the program and stand with the facts.';
comment on column bi_v1.dim_calendar_day.terms_key is 'The version of terms (key, with day).';
comment on column bi_v1.dim_calendar_day.agreement_id is 'The agreement.';
comment on column bi_v1.dim_calendar_day.terms_version is 'The version: filter by this and agreement_id rather than by terms_key, and the days of others aren''t made.';
comment on column bi_v1.dim_calendar_day.day is 'The day in the agreement''s time zone.';
comment on column bi_v1.dim_calendar_day.month is 'Its month, as the first day.';
comment on column bi_v1.dim_calendar_day.in_force is 'These are the agreement''s terms on that day; never, where they aren''t signed by both. A clock that started under them runs by their calendar beyond it.';
comment on column bi_v1.dim_calendar_day.is_business_day is 'It has open hours and is no holiday.';
comment on column bi_v1.dim_calendar_day.holiday is 'The name of the holiday. Empty: it is none.';
comment on column bi_v1.dim_calendar_day.open_seconds is 'How long business is open, in seconds; 0 on a holiday. An hour that a clock change skips isn''t in it, one that it repeats is in it twice.';

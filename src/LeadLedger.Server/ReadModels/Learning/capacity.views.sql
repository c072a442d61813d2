-- A month's capacity is spread evenly over its business days, or over all days where the calendar has no hours: as
-- GET …/months/{month}/pacing does.
create or replace view bi_v1.capacity as
select
  agreement_id, month, day, terms_version, month_capacity, capacity_from, is_open,
  trim_scale(round(capacity, 8)) as capacity,
  trim_scale(round(capacity_cumulative, 8)) as capacity_cumulative,
  trim_scale(planned) as planned,
  sent,
  sent_cumulative,
  sent > capacity as exceeded,
  trim_scale(round(sent_cumulative / nullif(capacity_cumulative, 0), 8)) as used_share,
  position
from (
  select d.*,
    case when is_open then month_capacity::numeric / open_days else 0 * month_capacity end as capacity,
    month_capacity::numeric * count(*) filter (where is_open) over so_far / open_days as capacity_cumulative,
    sum(sent) over so_far::bigint as sent_cumulative
  from (
    select o.*,
      works or not bool_or(works) over month as is_open,
      coalesce(nullif(count(*) filter (where works) over month, 0), count(*) over month) as open_days
    from (
      select
        p.agreement_id, p.month, p.day, p.terms_version,
        coalesce(said.leads, (t.terms -> 'salesCapacity' ->> 'reps')::bigint
          * (t.terms -> 'salesCapacity' ->> 'leadsPerRep')::bigint) as month_capacity,
        case when said.leads is not null then 'declared' when t.terms -> 'salesCapacity' ->> 'reps' is not null
          then 'terms' end as capacity_from,
        t.terms -> 'calendar' -> 'weeklyHours' @> jsonb_build_array(jsonb_build_object('day', (array['sunday',
          'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'])[extract(dow from p.day)::int + 1]))
          and not t.terms -> 'calendar' -> 'holidays'
            @> jsonb_build_array(jsonb_build_object('date', to_char(p.day, 'YYYY-MM-DD'))) as works,
        case when p.goal_kind = 'count' then p.planned end as planned,
        coalesce(came.sent, 0) as sent,
        greatest(p.position, said.position, came.position) as position
      from pacing_plan p
      join terms t on t.agreement_id = p.agreement_id and t.version = p.terms_version
      left join (
        select agreement_id, month, sum(reps::bigint * leads_per_rep)::bigint as leads, max(position) as position
        from (
          select distinct on (agreement_id, month, team) agreement_id, month, reps, leads_per_rep, position
          from sales_capacity
          order by agreement_id, month, team, position desc
        ) newest
        group by agreement_id, month
      ) said on said.agreement_id = p.agreement_id and said.month = p.month
      left join lateral (
        select sum(c.credit_count)::bigint as sent, max(c.position) as position
        from pacing_day c
        where c.agreement_id = p.agreement_id and c.booked_month = p.month and c.booked_day = p.day
      ) came on true
    ) o
    window month as (partition by agreement_id, month)
  ) d
  window so_far as (partition by agreement_id, month order by day)
) c;

comment on view bi_v1.capacity is 'Leads sent each day against the leads that sales can receive that day (000), for every day of months with terms in force, up to a year ahead.';
comment on column bi_v1.capacity.agreement_id is 'The agreement (key, with day).';
comment on column bi_v1.capacity.month is 'The month in the agreement''s time zone, as its first day.';
comment on column bi_v1.capacity.day is 'The local day.';
comment on column bi_v1.capacity.terms_version is 'The terms whose calendar and plan they are.';
comment on column bi_v1.capacity.month_capacity is 'Leads that sales can take in the month. Empty: nobody said.';
comment on column bi_v1.capacity.capacity_from is 'Who says so: declared (by the teams, for the month) or terms. Empty: nobody.';
comment on column bi_v1.capacity.is_open is 'Sales receives leads on the day: a business day, or any day where the calendar has no hours.';
comment on column bi_v1.capacity.capacity is 'Leads that it can receive on the day; a day can have a fraction of one.';
comment on column bi_v1.capacity.capacity_cumulative is 'The same from the month''s first day on.';
comment on column bi_v1.capacity.planned is 'Leads that the curve plans for the day. Empty: no curve, or it plans lead value.';
comment on column bi_v1.capacity.sent is 'Leads handed off, by the day they are booked on.';
comment on column bi_v1.capacity.sent_cumulative is 'The same from the month''s first day on.';
comment on column bi_v1.capacity.exceeded is 'More were sent on the day than sales can receive on it.';
comment on column bi_v1.capacity.used_share is 'sent_cumulative ÷ capacity_cumulative: above 1, sales gets more than it can work.';
comment on column bi_v1.capacity.position is 'Position in the ledger of the last event behind the row.';

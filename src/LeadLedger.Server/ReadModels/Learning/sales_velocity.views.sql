-- Opportunities × win rate × average deal ÷ cycle (003). The three last are of the opportunities that ended in the twelve
-- months up to the month's end: those of a month alone are too few to say anything. Each part has a win rate, an average
-- and a cycle of its own, so the velocities of parts don't add up to that of the whole.
create or replace view bi_v1.sales_velocity as
select
  scope, agreement_id, person, currency, month, opportunities, year_ended, year_won,
  trim_scale(year_revenue) as year_revenue, year_sale_days,
  trim_scale(round(year_won::numeric / nullif(year_ended, 0), 8)) as win_rate,
  trim_scale(round(year_revenue / nullif(year_won, 0), 4)) as average_deal,
  trim_scale(round(cycle_months, 4)) as cycle_months,
  trim_scale(round(velocity, 4)) as velocity_per_month,
  trim_scale(goal) as goal_per_month,
  trim_scale(round(goal - velocity, 4)) as gap,
  position
from (
  select y.*,
    greatest(year_sale_days, 1) / 30.4375 / nullif(year_won, 0) as cycle_months,
    case when year_ended > 0 then case when year_won = 0 then 0 else
      opportunities * year_revenue * year_won * 30.4375 / year_ended / greatest(year_sale_days, 1) end end as velocity,
    g.goal
  from (
    select
      scope, agreement_id, person, currency, month,
      (sum(opened - ended) over (partition by scope, agreement_id, person, currency order by month))::bigint
        as opportunities,
      (sum(ended) over year)::bigint as year_ended,
      (sum(won) over year)::bigint as year_won,
      (sum(sale_days) over year)::bigint as year_sale_days,
      sum(revenue) over year as year_revenue,
      max(position) over (partition by scope, agreement_id, person, currency order by month) as position
    from (
      select scope, agreement_id, person, currency, month, sum(opened) as opened, sum(ended) as ended,
        sum(won) as won, sum(sale_days) as sale_days, sum(revenue) as revenue, max(position) as position
      from (
        select 'person' as scope, agreement_id, nullif(person, '') as person, currency, month, opened, ended, won,
          sale_days, revenue, position
        from sales_month
        union all
        select 'person', k.agreement_id, nullif(k.person, ''), k.currency, m.month::date, 0, 0, 0, 0, 0, 0
        from (select agreement_id, person, currency, min(month) as since from sales_month group by 1, 2, 3) k
        cross join lateral generate_series(
          k.since::timestamp, (select max(month)::timestamp from sales_month), interval '1 month') m (month)
        union all
        select 'team', agreement_id, null, currency, month, opened, ended, won, sale_days, revenue, position
        from sales_month
        union all
        select 'team', k.agreement_id, null, k.currency, m.month::date, 0, 0, 0, 0, 0, 0
        from (select agreement_id, currency, min(month) as since from sales_month group by 1, 2) k
        cross join lateral generate_series(
          k.since::timestamp, (select max(month)::timestamp from sales_month), interval '1 month') m (month)
        union all
        select 'whole', null, null, currency, month, opened, ended, won, sale_days, revenue, position
        from sales_month
        union all
        select 'whole', null, null, k.currency, m.month::date, 0, 0, 0, 0, 0, 0
        from (select currency, min(month) as since from sales_month group by 1) k
        cross join lateral generate_series(
          k.since::timestamp, (select max(month)::timestamp from sales_month), interval '1 month') m (month)
      ) parts
      group by scope, agreement_id, person, currency, month
    ) months
    window year as (
      partition by scope, agreement_id, person, currency order by month
      range between interval '11 months' preceding and current row)
  ) y
  left join lateral (
    select sum(coalesce((t.terms -> 'goal' -> 'derivedFrom' -> 'revenue' ->> 'revenueGoal')::numeric,
      case when t.goal_kind = 'leadValue' then t.goal end)) as goal
    from agreement a
    cross join lateral (
      select t.terms, t.goal_kind, t.goal, t.currency
      from terms t
      where t.agreement_id = a.agreement_id and t.in_force_from is not null and t.effective_from <= y.month
      order by t.backfilled, t.in_force_from desc, t.version desc
      limit 1
    ) t
    where y.scope <> 'person' and (y.scope = 'whole' or a.agreement_id = y.agreement_id) and t.currency = y.currency
      and (a.ended_with is null or y.month <= a.ended_with)
  ) g on true
) v;

comment on view bi_v1.sales_velocity is 'How much revenue sales is able to make in a month (003): per person, per agreement''s team, and whole. Parts don''t add up to the whole: each has its own win rate, average and cycle.';
comment on column bi_v1.sales_velocity.scope is 'person, team (an agreement''s sales) or whole (all sales in a currency). Ask for one (key, with agreement_id, person, currency and month).';
comment on column bi_v1.sales_velocity.agreement_id is 'The agreement. Empty: all.';
comment on column bi_v1.sales_velocity.person is 'Whose the leads are, by their last assignment (subject). Empty: nobody''s in person, or a team''s or the whole''s.';
comment on column bi_v1.sales_velocity.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.sales_velocity.month is 'The month, as its first day: from the first opportunity on to the newest month in which anybody''s opened or ended.';
comment on column bi_v1.sales_velocity.opportunities is 'Opportunities open at the month''s end. One counts from the local day on which it was opened, a deal won without that from its handoff.';
comment on column bi_v1.sales_velocity.year_ended is 'Opportunities that ended in the twelve months up to the month''s end: won, lost or returned to marketing.';
comment on column bi_v1.sales_velocity.year_won is 'Those won.';
comment on column bi_v1.sales_velocity.year_revenue is 'What these brought, in currency.';
comment on column bi_v1.sales_velocity.year_sale_days is 'Local days from opportunity to customer, summed over these.';
comment on column bi_v1.sales_velocity.win_rate is 'year_won ÷ year_ended, 0 to 1.';
comment on column bi_v1.sales_velocity.average_deal is 'year_revenue ÷ year_won, in currency.';
comment on column bi_v1.sales_velocity.cycle_months is 'From opportunity to customer, in months of 30.4375 days; at least a day for all of them together.';
comment on column bi_v1.sales_velocity.velocity_per_month is 'opportunities × win_rate × average_deal ÷ cycle_months, from exact figures, in currency a month. Empty: nothing ended yet.';
comment on column bi_v1.sales_velocity.goal_per_month is 'The month''s revenue goal by the terms: what the goal is derived from, or a goal in lead value. Whole: the sum of those there are. Empty: none, or a person.';
comment on column bi_v1.sales_velocity.gap is 'goal_per_month − velocity_per_month: above 0 it isn''t enough.';
comment on column bi_v1.sales_velocity.position is 'Position in the ledger of the last event in the sums up to the month.';

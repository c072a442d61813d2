create or replace view bi_v1.marketing_velocity as
select
  agreement_id, month, asset_kind, made, hours, leads,
  trim_scale(round(hours / nullif(made, 0), 4)) as hours_each,
  trim_scale(round(leads::numeric / nullif(made, 0), 4)) as leads_each,
  trim_scale(round(leads / nullif(hours, 0), 4)) as leads_per_hour,
  year_made, year_hours, year_leads,
  trim_scale(round(year_hours / nullif(year_made, 0), 4)) as year_hours_each,
  trim_scale(round(year_leads / nullif(year_made, 0), 4)) as year_leads_each,
  trim_scale(round(year_leads / nullif(year_hours, 0), 4)) as year_leads_per_hour,
  year_made as year_hours_freed_by_one_less,
  max(trim_scale(round(year_leads / nullif(year_hours, 0), 4))) over (partition by agreement_id, month)
    as best_leads_per_hour,
  position
from (
  select
    agreement_id, month, asset_kind, made, hours, leads,
    sum(made) over year as year_made, sum(hours) over year as year_hours, sum(leads) over year as year_leads,
    position
  from (
    select agreement_id, month, asset_kind, sum(made)::bigint as made, sum(hours) as hours,
      sum(leads)::bigint as leads, max(position) as position
    from marketing_effort
    group by agreement_id, month, asset_kind
  ) months
  window year as (
    partition by agreement_id, asset_kind order by month
    range between interval '11 months' preceding and current row)
) years;

comment on view bi_v1.marketing_velocity is 'What marketing''s hours brought (003), by kind of asset: in a month with effort in it, and in the twelve months up to it.';
comment on column bi_v1.marketing_velocity.agreement_id is 'The agreement (key, with month and asset_kind).';
comment on column bi_v1.marketing_velocity.month is 'The month in the agreement''s time zone, as its first day.';
comment on column bi_v1.marketing_velocity.asset_kind is 'The kind of asset (code).';
comment on column bi_v1.marketing_velocity.made is 'Assets made in the month.';
comment on column bi_v1.marketing_velocity.hours is 'Hours for all of them.';
comment on column bi_v1.marketing_velocity.leads is 'Leads that all of them brought.';
comment on column bi_v1.marketing_velocity.hours_each is 'Hours that one took, to four decimals.';
comment on column bi_v1.marketing_velocity.leads_each is 'Leads that one brought, to four decimals.';
comment on column bi_v1.marketing_velocity.leads_per_hour is 'Leads ÷ hours, to four decimals.';
comment on column bi_v1.marketing_velocity.year_made is 'Assets made in the twelve months that end with this one.';
comment on column bi_v1.marketing_velocity.year_hours is 'Hours for all of these.';
comment on column bi_v1.marketing_velocity.year_leads is 'Leads that all of these brought.';
comment on column bi_v1.marketing_velocity.year_hours_each is 'Hours that one of these took, to four decimals.';
comment on column bi_v1.marketing_velocity.year_leads_each is 'Leads that one of these brought, to four decimals.';
comment on column bi_v1.marketing_velocity.year_leads_per_hour is 'Their leads ÷ hours, to four decimals: what an hour that is saved would bring if it went into more of the same.';
comment on column bi_v1.marketing_velocity.year_hours_freed_by_one_less is 'Hours that would have been free if each of these had taken an hour less.';
comment on column bi_v1.marketing_velocity.best_leads_per_hour is 'The same of the agreement''s best kind: what the hour would bring there.';
comment on column bi_v1.marketing_velocity.position is 'Position in the ledger of the month''s last entry of the kind.';

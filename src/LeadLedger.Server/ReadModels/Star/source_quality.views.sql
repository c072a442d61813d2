create or replace view bi_v1.source_quality as
select
  c.agreement_id,
  c.month,
  c.source,
  c.currency,
  c.handoffs,
  c.lead_value,
  c.net_lead_value,
  c.connected,
  c.opened,
  c.won,
  c.lost,
  c.returned,
  c.handoffs - c.won - c.lost - c.returned as open,
  c.revenue,
  c.rejected,
  c.upheld,
  c.overturned,
  c.withdrawn,
  round(c.connected::numeric / c.handoffs, 4) as connected_share,
  round(c.opened::numeric / c.handoffs, 4) as opened_share,
  round(c.won::numeric / c.handoffs, 4) as won_share,
  round(c.won::numeric / nullif(c.won + c.lost, 0), 4) as close_rate,
  round(c.upheld::numeric / c.handoffs, 4) as upheld_share,
  c.revenue / c.handoffs as revenue_per_handoff,
  coalesce(causes.qualification, 0) as root_cause_qualification,
  coalesce(causes.follow_up, 0) as root_cause_follow_up,
  coalesce(causes.messaging, 0) as root_cause_messaging,
  coalesce(causes.data_quality, 0) as root_cause_data_quality,
  coalesce(causes.criteria_unclear, 0) as root_cause_criteria_unclear,
  greatest(c.position, causes.position) as position
from (
  select agreement_id, month, source, currency, sum(handoffs)::bigint as handoffs,
    sum(gross_value_restated) as lead_value, sum(net_value_restated) as net_lead_value,
    sum(connected)::bigint as connected, sum(opened)::bigint as opened, sum(won)::bigint as won,
    sum(lost)::bigint as lost, sum(returned)::bigint as returned, sum(revenue) as revenue,
    sum(rejected)::bigint as rejected, sum(upheld)::bigint as upheld, sum(overturned)::bigint as overturned,
    sum(withdrawn)::bigint as withdrawn, max(position) as position
  from lead_value_totals
  where handoffs > 0
  group by agreement_id, month, source, currency
) c
left join (
  select agreement_id, handoff_month, source,
    count(*) filter (where root_cause = 'qualification') as qualification,
    count(*) filter (where root_cause = 'followUp') as follow_up,
    count(*) filter (where root_cause = 'messaging') as messaging,
    count(*) filter (where root_cause = 'dataQuality') as data_quality,
    count(*) filter (where root_cause = 'criteriaUnclear') as criteria_unclear,
    max(position) as position
  from rejection
  where verdict is not null
  group by agreement_id, handoff_month, source
) causes on causes.agreement_id = c.agreement_id and causes.handoff_month = c.month and causes.source = c.source;

comment on view bi_v1.source_quality is 'What the leads of a source are worth, as a cohort by the month of the handoff: rates, value, rejections upheld and their root causes. Shares don''t add up; add the counts and divide again.';
comment on column bi_v1.source_quality.agreement_id is 'The agreement (key, with month and source).';
comment on column bi_v1.source_quality.month is 'Month of the handoffs, as its first day.';
comment on column bi_v1.source_quality.source is 'The source (code).';
comment on column bi_v1.source_quality.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.source_quality.handoffs is 'Handoffs.';
comment on column bi_v1.source_quality.lead_value is 'Their lead value, exact and unrounded, in currency.';
comment on column bi_v1.source_quality.net_lead_value is 'The same less that of handoffs whose rejection was upheld.';
comment on column bi_v1.source_quality.connected is 'Those whose person answered at least once.';
comment on column bi_v1.source_quality.opened is 'Those that became an opportunity.';
comment on column bi_v1.source_quality.won is 'Those whose deal was won.';
comment on column bi_v1.source_quality.lost is 'Those whose deal was lost.';
comment on column bi_v1.source_quality.returned is 'Those that went back to marketing.';
comment on column bi_v1.source_quality.open is 'Those that are still open.';
comment on column bi_v1.source_quality.revenue is 'What the deals won brought, in currency.';
comment on column bi_v1.source_quality.rejected is 'Rejections of these handoffs: upheld + overturned + withdrawn + those not ruled on yet.';
comment on column bi_v1.source_quality.upheld is 'Those that the panel upheld.';
comment on column bi_v1.source_quality.overturned is 'Those that the panel overturned.';
comment on column bi_v1.source_quality.withdrawn is 'Those that sales took back.';
comment on column bi_v1.source_quality.connected_share is 'connected ÷ handoffs, to four digits.';
comment on column bi_v1.source_quality.opened_share is 'opened ÷ handoffs, to four digits.';
comment on column bi_v1.source_quality.won_share is 'won ÷ handoffs, to four digits; grows while leads are open.';
comment on column bi_v1.source_quality.close_rate is 'won ÷ (won + lost), to four digits. Empty: nothing is decided yet.';
comment on column bi_v1.source_quality.upheld_share is 'upheld ÷ handoffs, to four digits: how many weren''t leads.';
comment on column bi_v1.source_quality.revenue_per_handoff is 'revenue ÷ handoffs, unrounded, in currency: what a lead of the source brought so far.';
comment on column bi_v1.source_quality.root_cause_qualification is 'Rulings, either way, whose root cause was the qualification.';
comment on column bi_v1.source_quality.root_cause_follow_up is 'Rulings whose root cause was sales'' follow-up.';
comment on column bi_v1.source_quality.root_cause_messaging is 'Rulings whose root cause was the messaging.';
comment on column bi_v1.source_quality.root_cause_data_quality is 'Rulings whose root cause was the data''s quality.';
comment on column bi_v1.source_quality.root_cause_criteria_unclear is 'Rulings whose root cause was that the criteria are unclear.';
comment on column bi_v1.source_quality.position is 'Position in the ledger of the last event in the row: grows, for incremental loads.';

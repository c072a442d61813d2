create or replace view bi_v1.funnel_cohort as
select
  agreement_id,
  month,
  segment,
  bucket,
  bucket like 'handRaiser%' as hand_raiser,
  conversion_action,
  source,
  currency,
  handoffs,
  gross_value_restated as lead_value,
  contacted,
  connected,
  discovery_held,
  demo_held,
  opened,
  won,
  lost,
  returned,
  handoffs - won - lost - returned as open,
  revenue,
  position
from lead_value_totals
where handoffs > 0;

comment on view bi_v1.funnel_cohort is 'How far the handoffs of a month came, as a cohort by the month of the handoff: from sums, so that a month costs the same however many leads. A later step doesn''t need the one before it.';
comment on column bi_v1.funnel_cohort.agreement_id is 'The agreement (key, with the six that follow, hand_raiser aside).';
comment on column bi_v1.funnel_cohort.month is 'Month of the handoffs, as its first day.';
comment on column bi_v1.funnel_cohort.segment is 'Segment (code of the terms).';
comment on column bi_v1.funnel_cohort.bucket is 'Cell of the 2 × 3 qualification matrix.';
comment on column bi_v1.funnel_cohort.hand_raiser is 'The bucket is one of hand raisers.';
comment on column bi_v1.funnel_cohort.conversion_action is 'What the people did to become leads (code of the terms).';
comment on column bi_v1.funnel_cohort.source is 'Where the leads came from (code).';
comment on column bi_v1.funnel_cohort.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.funnel_cohort.handoffs is 'Handoffs.';
comment on column bi_v1.funnel_cohort.lead_value is 'Their lead value, exact and unrounded, in currency.';
comment on column bi_v1.funnel_cohort.contacted is 'Those with a first response.';
comment on column bi_v1.funnel_cohort.connected is 'Those whose person answered at least once.';
comment on column bi_v1.funnel_cohort.discovery_held is 'Those with a discovery call.';
comment on column bi_v1.funnel_cohort.demo_held is 'Those with a demo.';
comment on column bi_v1.funnel_cohort.opened is 'Those that became an opportunity.';
comment on column bi_v1.funnel_cohort.won is 'Those whose deal was won.';
comment on column bi_v1.funnel_cohort.lost is 'Those whose deal was lost.';
comment on column bi_v1.funnel_cohort.returned is 'Those that went back to marketing.';
comment on column bi_v1.funnel_cohort.open is 'Those that are still open: young ones are no losses.';
comment on column bi_v1.funnel_cohort.revenue is 'What the deals won brought, in currency.';
comment on column bi_v1.funnel_cohort.position is 'Position in the ledger of the last event in the sums: grows, for incremental loads.';

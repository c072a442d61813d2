create or replace view bi_v1.loss_reasons as
select
  agreement_id, month, segment, bucket, conversion_action, source, currency, nullif(loss_reason, '') as loss_reason,
  lost,
  trim_scale(round(lost / sum(lost) over (partition by agreement_id, month, currency), 8)) as share_of_month,
  opened as lost_opportunities,
  lost - opened as lost_earlier,
  trim_scale(lead_value) as lead_value,
  trim_scale(opportunity_amount) as opportunity_amount,
  trim_scale(round(attempts::numeric / lost, 4)) as average_attempts,
  trim_scale(round(cycle_days::numeric / lost, 4)) as average_cycle_days,
  position
from loss_cohort
where lost > 0;

comment on view bi_v1.loss_reasons is 'Why deals were lost, by the month of the handoff: one row a kind of lead and reason.';
comment on column bi_v1.loss_reasons.agreement_id is 'The agreement (key, with the seven that follow).';
comment on column bi_v1.loss_reasons.month is 'Month of the handoffs, as its first day.';
comment on column bi_v1.loss_reasons.segment is 'Segment (code of the terms).';
comment on column bi_v1.loss_reasons.bucket is 'Cell of the 2 × 3 qualification matrix.';
comment on column bi_v1.loss_reasons.conversion_action is 'What the people did to become leads (code of the terms).';
comment on column bi_v1.loss_reasons.source is 'Where the leads came from (code).';
comment on column bi_v1.loss_reasons.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.loss_reasons.loss_reason is 'Why (code). Empty: nobody said.';
comment on column bi_v1.loss_reasons.lost is 'Handoffs whose deal was lost for it.';
comment on column bi_v1.loss_reasons.share_of_month is 'Their share of all that were lost of the agreement''s handoffs of the month, 0 to 1.';
comment on column bi_v1.loss_reasons.lost_opportunities is 'Those that had become an opportunity.';
comment on column bi_v1.loss_reasons.lost_earlier is 'Those that hadn''t.';
comment on column bi_v1.loss_reasons.lead_value is 'What they were valued at when they were handed off, in currency.';
comment on column bi_v1.loss_reasons.opportunity_amount is 'What their opportunities were last expected to bring, in currency, as far as anybody said.';
comment on column bi_v1.loss_reasons.average_attempts is 'Contact attempts made to one of them.';
comment on column bi_v1.loss_reasons.average_cycle_days is 'Local days from handoff to loss.';
comment on column bi_v1.loss_reasons.position is 'Position in the ledger of the last event in the sums.';

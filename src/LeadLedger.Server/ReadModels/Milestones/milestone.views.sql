create or replace view bi_v1.milestone as
select position, lead_id, handoff, agreement_id, milestone, amount, currency, reported_by, reached_at, local_day, late,
  imported
from milestone;

comment on view bi_v1.milestone is 'Every step of a sale that was reached, one row each; rows never change.';
comment on column bi_v1.milestone.position is 'Position of the event in the ledger (key): grows, for incremental loads.';
comment on column bi_v1.milestone.lead_id is 'The lead.';
comment on column bi_v1.milestone.handoff is 'The number of the handoff that it belongs to.';
comment on column bi_v1.milestone.agreement_id is 'The agreement of that handoff.';
comment on column bi_v1.milestone.milestone is 'discoveryHeld, demoHeld or opportunityOpened.';
comment on column bi_v1.milestone.amount is 'What the opportunity is expected to bring, in currency. Empty: unknown.';
comment on column bi_v1.milestone.currency is 'ISO 4217 code of the amount.';
comment on column bi_v1.milestone.reported_by is 'Who reported it (subject).';
comment on column bi_v1.milestone.reached_at is 'When it was reached (UTC).';
comment on column bi_v1.milestone.local_day is 'Its day in the agreement''s time zone.';
comment on column bi_v1.milestone.late is 'Reported later than the terms'' grace allows.';
comment on column bi_v1.milestone.imported is 'History from another system, not witnessed here.';

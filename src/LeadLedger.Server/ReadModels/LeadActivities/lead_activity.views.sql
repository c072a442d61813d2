create or replace view bi_v1.lead_activity as
select position, lead_id, handoff, agreement_id, activity, recorded_at, imported
from lead_activity;

comment on view bi_v1.lead_activity is 'Everything that happened to the leads but votes, one row an event; rows never change. The way to what changed since a position: take the leads named here after it, and read their rows in the other views.';
comment on column bi_v1.lead_activity.position is 'Position of the event in the ledger (key): grows, for incremental loads.';
comment on column bi_v1.lead_activity.lead_id is 'The lead.';
comment on column bi_v1.lead_activity.handoff is 'The number of the lead''s newest handoff at that time.';
comment on column bi_v1.lead_activity.agreement_id is 'The agreement of that handoff.';
comment on column bi_v1.lead_activity.activity is 'What happened: leadHandedOff, contactAttempted, rulingIssued … (the event''s name).';
comment on column bi_v1.lead_activity.recorded_at is 'When the ledger took it in (UTC); when it happened is in the facts'' own views.';
comment on column bi_v1.lead_activity.imported is 'History from another system, not witnessed here.';

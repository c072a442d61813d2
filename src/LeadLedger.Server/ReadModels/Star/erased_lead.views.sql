create or replace view bi_v1.erased_lead as
select
  lead_id,
  erased_at,
  position
from erased_lead;

comment on view bi_v1.erased_lead is 'Leads whose person''s data was erased, one row each. Nothing personal is in these views, so their rows stay; this is for who has joined them with data of their own.';
comment on column bi_v1.erased_lead.lead_id is 'The lead (key).';
comment on column bi_v1.erased_lead.erased_at is 'When it was erased (UTC).';
comment on column bi_v1.erased_lead.position is 'Position in the ledger of the event: grows, for incremental loads.';

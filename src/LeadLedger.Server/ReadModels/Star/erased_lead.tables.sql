-- Leads whose person's data was erased: few, and asked for by every fact, so that erasing needn't write to each of
-- these.
create table erased_lead (
  lead_id uuid not null,
  erased_at timestamptz not null,
  position bigint not null,
  constraint erased_lead_pkey primary key (lead_id)
);

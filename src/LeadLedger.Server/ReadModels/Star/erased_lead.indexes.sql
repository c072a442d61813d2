create index if not exists erased_lead_position on erased_lead (position);

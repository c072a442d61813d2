-- Where each lead is now, whose it is, and the clocks that run. What was said at its handoff is in handoff.
create table lead (
  lead_id uuid not null,
  agreement_id uuid not null,
  place text not null,
  since timestamptz not null,
  stage text,
  owner_kind text not null,
  owner text,
  assignee text,
  handoff int not null,
  open_case int,
  clock_from timestamptz not null,
  first_response_due_at timestamptz,
  first_response_at timestamptz,
  attempts_promised int,
  attempts_made int not null,
  cadence_ends_at timestamptz,
  first_response_owed_by timestamptz,
  cadence_owed_by timestamptz,
  witnessed boolean not null,
  version bigint not null,
  position bigint not null,
  constraint lead_pkey primary key (lead_id)
) with (fillfactor = 85);

-- What is owed and when is in columns of its own, set once and emptied once: a lead without an open promise is in
-- neither index, and most updates leave both alone.
create index lead_first_response_owed on lead (first_response_owed_by) where first_response_owed_by is not null;
create index lead_cadence_owed on lead (cadence_owed_by) where cadence_owed_by is not null;
create index lead_position on lead (position);

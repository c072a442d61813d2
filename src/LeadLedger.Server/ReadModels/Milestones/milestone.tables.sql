create table milestone (
  position bigint not null,
  lead_id uuid not null,
  handoff int not null,
  agreement_id uuid not null,
  milestone text not null,
  amount numeric,
  currency text not null,
  reported_by text not null,
  reached_at timestamptz not null,
  local_day date not null,
  late boolean not null,
  imported boolean not null
);

create table contact_attempt (
  position bigint not null,
  lead_id uuid not null,
  handoff int not null,
  agreement_id uuid not null,
  terms_version int not null,
  source text not null,
  campaign text,
  channel text not null,
  outcome text not null,
  could_reach boolean not null,
  attempted_by text not null,
  attempted_at timestamptz not null,
  local_day date not null,
  judged_at timestamptz not null,
  late boolean not null,
  imported boolean not null
);

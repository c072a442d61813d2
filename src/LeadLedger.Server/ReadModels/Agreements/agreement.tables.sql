create table agreement (
  agreement_id uuid not null,
  name text not null,
  sales_team text not null,
  drafted_by text not null,
  drafted_at timestamptz not null,
  ended_with date,
  ended_at timestamptz,
  ended_by_party text,
  triggered_in date,
  terminated_by text,
  terminated_at timestamptz,
  last_entry_month date,
  closed_from date,
  closed_through date,
  position bigint not null,
  constraint agreement_pkey primary key (agreement_id)
);

create table terms (
  agreement_id uuid not null,
  version int not null,
  effective_from date not null,
  backfilled boolean not null,
  time_zone text not null,
  currency text not null,
  goal_kind text,
  goal numeric,
  proposed_by text not null,
  proposed_at timestamptz not null,
  marketing_signed_by text,
  marketing_signed_at timestamptz,
  sales_signed_by text,
  sales_signed_at timestamptz,
  in_force_from timestamptz,
  terms jsonb not null,
  position bigint not null,
  constraint terms_pkey primary key (agreement_id, version)
);

-- An agreement's month in which anything of its account was recorded; it is closed and gets its scorecard once.
create table agreement_month (
  month_id uuid not null,
  agreement_id uuid not null,
  month date not null,
  closed_by text,
  closed_at timestamptz,
  scorecard jsonb,
  scorecard_position bigint,
  scorecard_issued_at timestamptz,
  strikes int not null,
  missed_months int,
  position bigint not null,
  constraint agreement_month_pkey primary key (month_id)
);

-- What sales said it can take; of a team's declarations the newest counts.
create table sales_capacity (
  position bigint not null,
  agreement_id uuid not null,
  month date not null,
  team text not null,
  reps int not null,
  leads_per_rep int not null,
  declared_by text not null,
  declared_at timestamptz not null,
  constraint sales_capacity_pkey primary key (position)
);

create table marketing_effort (
  position bigint not null,
  agreement_id uuid not null,
  month date not null,
  asset_kind text not null,
  made int not null,
  hours numeric not null,
  leads int not null,
  logged_by text not null,
  logged_at timestamptz not null,
  constraint marketing_effort_pkey primary key (position)
);

create table band_change (
  position bigint not null,
  agreement_id uuid not null,
  month date not null,
  day date not null,
  standing text not null,
  actual numeric not null,
  planned numeric not null,
  band_low numeric not null,
  band_high numeric not null,
  decided_at timestamptz not null,
  constraint band_change_pkey primary key (position)
);

create table strike (
  position bigint not null,
  agreement_id uuid not null,
  month date not null,
  party text not null,
  person text,
  cause text not null,
  promised numeric not null,
  kept numeric not null,
  given_at timestamptz not null,
  constraint strike_pkey primary key (position)
);

-- Entries of closed months that are booked later. The month watch records each in the month's account; until then it
-- has no recorded_position.
create table adjustment (
  entry bigint not null,
  agreement_id uuid not null,
  month date not null,
  lead_id uuid not null,
  handoff int not null,
  count int not null,
  amount numeric not null,
  currency text not null,
  fact_day date not null,
  booked_day date not null,
  recorded_position bigint,
  constraint adjustment_pkey primary key (entry)
);

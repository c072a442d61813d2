-- The entries of rule 10: a credit for each handoff, a debit for each rejection upheld. Never changed, only added to.
create table pacing_entry (
  position bigint not null,
  agreement_id uuid not null,
  lead_id uuid not null,
  handoff int not null,
  cause text not null,
  count int not null,
  amount numeric not null,
  currency text not null,
  handoff_day date not null,
  fact_day date not null,
  booked_day date not null,
  imported boolean not null,
  known_day date not null
);

-- The entries' sums by the days that matter, so that a month costs the same however many leads it has: booked sums go
-- by booked_day, restated ones by handoff_day, and known_day tells a curve as it stood on a past day.
create table pacing_day (
  agreement_id uuid not null,
  booked_month date not null,
  booked_day date not null,
  handoff_month date not null,
  handoff_day date not null,
  known_day date not null,
  currency text not null,
  credit_count bigint not null,
  credit_amount numeric not null,
  debit_count bigint not null,
  debit_amount numeric not null,
  position bigint not null,
  constraint pacing_day_pkey primary key (agreement_id, booked_month, booked_day, handoff_day, known_day, currency)
) with (fillfactor = 70);

-- The line that marketing hugs, day by day, for each month with terms in force up to a year beyond the last thing
-- known of the agreement.
create table pacing_plan (
  agreement_id uuid not null,
  month date not null,
  day date not null,
  terms_version int not null,
  currency text not null,
  goal_kind text,
  goal numeric,
  planned numeric,
  planned_cumulative numeric,
  band_low numeric,
  band_high numeric,
  position bigint not null,
  constraint pacing_plan_pkey primary key (agreement_id, month, day)
);

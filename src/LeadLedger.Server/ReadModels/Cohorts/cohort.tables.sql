-- What can be learned from handoffs, as sums by the month of the handoff, so that a look-back costs the same however
-- many leads it is about. An attempt moves a handoff from one row of cadence_cohort to another; the other tables are
-- written to when a lead is handed off, opens an opportunity, or comes to its end.
create table learning_cohort (
  agreement_id uuid not null,
  month date not null,
  segment text not null,
  bucket text not null,
  conversion_action text not null,
  source text not null,
  currency text not null,
  handoffs bigint not null,
  open bigint not null,
  won bigint not null,
  lost bigint not null,
  unresponsive bigint not null,
  taken_back bigint not null,
  opened bigint not null,
  opened_open bigint not null,
  opened_taken_back bigint not null,
  cycle_days bigint not null,
  cycle_day_squares bigint not null,
  close_rates numeric not null,
  close_rates_open numeric not null,
  close_rates_taken_back numeric not null,
  lead_value numeric not null,
  lead_value_open numeric not null,
  lead_value_taken_back numeric not null,
  revenue numeric not null,
  amount_squares numeric not null,
  position bigint not null,
  constraint learning_cohort_pkey
    primary key (agreement_id, month, segment, bucket, conversion_action, source, currency)
) with (fillfactor = 70);

-- Each handoff counts once for each measure: by its attempts, and by how soon the first response came.
create table cadence_cohort (
  agreement_id uuid not null,
  month date not null,
  segment text not null,
  currency text not null,
  measure text not null,
  step int not null,
  handoffs bigint not null,
  connected bigint not null,
  opened bigint not null,
  open bigint not null,
  won bigint not null,
  lost bigint not null,
  unresponsive bigint not null,
  taken_back bigint not null,
  revenue numeric not null,
  position bigint not null,
  constraint cadence_cohort_pkey primary key (agreement_id, month, segment, currency, measure, step)
) with (fillfactor = 70);

create table loss_cohort (
  agreement_id uuid not null,
  month date not null,
  segment text not null,
  bucket text not null,
  conversion_action text not null,
  source text not null,
  currency text not null,
  loss_reason text not null,
  lost bigint not null,
  opened bigint not null,
  attempts bigint not null,
  cycle_days bigint not null,
  lead_value numeric not null,
  opportunity_amount numeric not null,
  position bigint not null,
  constraint loss_cohort_pkey
    primary key (agreement_id, month, segment, bucket, conversion_action, source, currency, loss_reason)
) with (fillfactor = 70);

-- Opportunities by the months in which they were opened and ended, and by whose they are (empty: the team's).
create table sales_month (
  agreement_id uuid not null,
  month date not null,
  person text not null,
  currency text not null,
  opened bigint not null,
  ended bigint not null,
  won bigint not null,
  sale_days bigint not null,
  revenue numeric not null,
  position bigint not null,
  constraint sales_month_pkey primary key (agreement_id, month, person, currency)
) with (fillfactor = 70);

-- What is booked goes by the month of the booking, every other figure by the month of the handoff (rule 10). Sums are
-- kept without trailing zeros, so that they don't depend on the order in which they were added up.
create table lead_value_totals (
  month date not null,
  agreement_id uuid not null,
  segment text not null,
  bucket text not null,
  conversion_action text not null,
  source text not null,
  currency text not null,
  gross_count_booked bigint not null,
  net_count_booked bigint not null,
  gross_value_booked numeric not null,
  net_value_booked numeric not null,
  handoffs bigint not null,
  net_count_restated bigint not null,
  gross_value_restated numeric not null,
  net_value_restated numeric not null,
  contacted_in_time bigint not null,
  contacted_late bigint not null,
  contacted bigint not null,
  rejected bigint not null,
  upheld bigint not null,
  overturned bigint not null,
  withdrawn bigint not null,
  opened bigint not null,
  won bigint not null,
  lost bigint not null,
  returned bigint not null,
  revenue numeric not null,
  position bigint not null,
  constraint lead_value_totals_pkey
    primary key (agreement_id, month, segment, bucket, conversion_action, source, currency)
) with (fillfactor = 70);

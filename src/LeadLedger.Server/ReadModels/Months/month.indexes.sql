create index if not exists agreement_month_month on agreement_month (agreement_id, month);
create index if not exists agreement_month_unscored on agreement_month (agreement_id, month)
  where closed_at is not null and scorecard_position is null;
create index if not exists sales_capacity_month on sales_capacity (agreement_id, month);
create index if not exists marketing_effort_month on marketing_effort (agreement_id, month);
create index if not exists band_change_month on band_change (agreement_id, month);
create index if not exists strike_month on strike (agreement_id, month);
create index if not exists adjustment_month on adjustment (agreement_id, month);
create index if not exists adjustment_unrecorded on adjustment (entry) where recorded_position is null;

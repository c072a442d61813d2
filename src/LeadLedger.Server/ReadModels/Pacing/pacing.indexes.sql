create index if not exists pacing_day_handoff_month on pacing_day (agreement_id, handoff_month);

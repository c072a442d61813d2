create unique index if not exists pacing_entry_key on pacing_entry (position);
create index if not exists pacing_day_handoff_month on pacing_day (agreement_id, handoff_month);
-- Few rows, however many leads: here an index on what changes is affordable, and incremental loads have no other way.
create index if not exists pacing_day_position on pacing_day (position);

-- What is owed and when is in columns of its own, set once and emptied once: a lead without an open promise is in
-- neither index, and most updates leave both alone. There is no index on position: every update would have to write
-- to each index then; what changed since a position is found by way of lead_activity.
create index if not exists handoff_first_response_owed on handoff (first_response_owed_by)
  where first_response_owed_by is not null;
create index if not exists handoff_cadence_owed on handoff (cadence_owed_by) where cadence_owed_by is not null;

-- Leads are listed in the order of their ids. Whoever sees one agreement's of a million, or asks for one person's, must
-- not read past all others. What a lead's handoff says stands, and assignments are few: attempts touch neither.
create index if not exists handoff_of_agreement on handoff (agreement_id, lead_id) where current;
create index if not exists handoff_of_assignee on handoff (assignee, lead_id) where current and assignee is not null;

-- The handoffs of a month: what is asked of them beyond the sums costs as much as the month has, not the ledger.
create index if not exists handoff_of_month on handoff (agreement_id, month);

-- What the deadline watch has to look at, in the order of time: one index for every promise and reminder of a row, and
-- a row is in it only until its last one is settled.
create index if not exists handoff_watch on handoff (watch_at) where watch_at is not null;

-- What happened to each lead, in the ledger's order: what changed since a position is found by the key of this table,
-- so that the tables whose rows change need no index on it.
create table lead_activity (
  position bigint not null,
  lead_id uuid not null,
  handoff int not null,
  agreement_id uuid not null,
  activity text not null,
  recorded_at timestamptz not null,
  imported boolean not null
);

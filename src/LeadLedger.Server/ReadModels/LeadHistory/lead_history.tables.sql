-- What each lead was, row after row: a row is over when its place, stage, owner or assignee has changed, and is written
-- then, once and for good. What a lead is now stands with its newest handoff, which every event writes anyway.
create table lead_history (
  lead_id uuid not null,
  number int not null,
  handoff int not null,
  agreement_id uuid not null,
  place text not null,
  stage text,
  owner_kind text not null,
  owner text,
  assignee text,
  happened_at timestamptz not null,
  valid_from timestamptz not null,
  valid_to timestamptz not null,
  from_day date not null,
  to_day date not null,
  position bigint not null,
  closed_position bigint not null
);

-- What each lead was, row after row: a row is begun each time its place, stage, owner or assignee changes, and ended
-- once, when the next is begun. Nothing of it but its end ever changes.
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
  valid_to timestamptz,
  from_day date not null,
  to_day date,
  position bigint not null,
  closed_position bigint,
  constraint lead_history_pkey primary key (lead_id, number)
) with (fillfactor = 85);

-- The board's memory: one row a spell that is over. The key names the event that ended it.
create table on_it (
  position bigint not null,
  promise text not null,
  lead_id uuid not null,
  handoff int not null,
  sent_back_by int,
  agreement_id uuid not null,
  person text,
  due_at timestamptz not null,
  on_at timestamptz not null,
  off_at timestamptz not null,
  taken_off_by text not null
);

-- One row a promise that was broken. A case of 0 stands for the handoff's own clocks, which have none.
create table breach (
  lead_id uuid not null,
  promise text not null,
  handoff int not null,
  case_number int not null,
  agreement_id uuid not null,
  panel_id uuid,
  person text,
  due_at timestamptz not null,
  local_day date not null,
  attempts_promised int,
  attempts_made int,
  recorded_at timestamptz not null,
  excused_at timestamptz,
  position bigint not null,
  constraint breach_pkey primary key (lead_id, promise, handoff, case_number)
);

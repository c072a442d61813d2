-- Jobs that ask what a month would have been under other terms. They aren't part of the ledger: nothing is decided by
-- them, and they go after a week. A node works on one for as long as it renews its lease; another takes it over then.
set local role leadledger_owner;

create table leadledger.simulation (
  id uuid not null,
  revision bigint not null,
  state text not null,
  agreement_id uuid not null,
  month date not null,
  request jsonb not null,
  request_hash text not null,
  requested_by text not null,
  requested_at timestamptz not null default now(),
  worker uuid,
  lease_until timestamptz,
  tries int not null default 0,
  started_at timestamptz,
  finished_at timestamptz,
  leads_done bigint not null default 0,
  leads_of bigint,
  result jsonb,
  failure text,
  constraint simulation_pkey primary key (id),
  constraint simulation_state check (state in ('queued', 'running', 'done', 'failed', 'cancelled'))
);

create index simulation_unfinished on leadledger.simulation (requested_at) where state in ('queued', 'running');
create index simulation_age on leadledger.simulation (requested_at);

grant select, insert, update, delete on leadledger.simulation to leadledger_service;

reset role;

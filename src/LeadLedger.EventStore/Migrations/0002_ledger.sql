-- The ledger, exactly as Marten 9 lays it out: column order, names and defaults are the contract (ADR-0001).
create schema ledger authorization leadledger_owner;

set local role leadledger_owner;

create table ledger.mt_streams (
  id uuid not null,
  type varchar null,
  version bigint null,
  timestamp timestamptz not null default now(),
  created timestamptz not null default now(),
  tenant_id varchar default '*DEFAULT*',
  is_archived boolean default false,
  constraint pkey_mt_streams_id primary key (id)
);

create table ledger.mt_events (
  seq_id bigint not null,
  id uuid not null,
  stream_id uuid null,
  version bigint not null,
  data jsonb not null,
  bdata bytea null,
  type varchar(500) not null,
  timestamp timestamptz not null default now(),
  tenant_id varchar default '*DEFAULT*',
  mt_dotnet_type varchar null,
  correlation_id varchar null,
  causation_id varchar null,
  headers jsonb null,
  user_name varchar null,
  is_archived boolean default false,
  constraint pkey_mt_events_seq_id primary key (seq_id),
  constraint fkey_mt_events_stream_id foreign key (stream_id) references ledger.mt_streams (id) on delete cascade
);

create unique index pk_mt_events_stream_and_version on ledger.mt_events (stream_id, version);

-- Cache 1 is more than a default here: a session that draws positions in advance would use some of them long after
-- the high-water mark has passed them.
create sequence ledger.mt_events_sequence as bigint start 1 increment 1 cache 1 owned by ledger.mt_events.seq_id;

create table ledger.mt_event_progression (
  name varchar not null,
  last_seq_id bigint null,
  last_updated timestamptz default transaction_timestamp(),
  constraint pk_mt_event_progression primary key (name)
);

-- Never UPDATE, DELETE or TRUNCATE on events; never DELETE or TRUNCATE on streams, whose cascade would erase events.
grant usage on schema ledger to leadledger_service;
grant select, insert on ledger.mt_events to leadledger_service;
grant select, insert, update on ledger.mt_streams to leadledger_service;
grant select, insert, update on ledger.mt_event_progression to leadledger_service;
grant select, usage on sequence ledger.mt_events_sequence to leadledger_service;

reset role;

-- Who of the auditors read what about a person: a record of its own and not the ledger's (docs/erasure.md). The service
-- adds to it and can't take anything away.
set local role leadledger_owner;

create table leadledger.personal_read (
  number bigint generated always as identity,
  read_at timestamptz not null default statement_timestamp(),
  reader text not null,
  role text not null,
  lead_id uuid not null,
  door text not null,
  correlation_id text,
  constraint personal_read_pkey primary key (number)
);

create index personal_read_lead on leadledger.personal_read (lead_id, number);
create index personal_read_reader on leadledger.personal_read (reader, number);

grant select, insert on leadledger.personal_read to leadledger_service;

reset role;

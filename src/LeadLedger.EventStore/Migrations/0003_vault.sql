-- Keys of personal data, wrapped by a master key that is outside the database. A schema of their own, so that a
-- backup can leave them out. No foreign key to the stream: a restore may bring the two back one after the other.
create schema vault authorization leadledger_owner;

set local role leadledger_owner;

create table vault.stream_key (
  stream_id uuid not null,
  master_key_id text not null,
  wrapped_key bytea not null,
  created_at timestamptz not null,
  constraint stream_key_pkey primary key (stream_id)
);

grant usage on schema vault to leadledger_service;
grant select, insert on vault.stream_key to leadledger_service;

reset role;

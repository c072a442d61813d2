-- Erasing a person deletes their lead's key, and a key is wrapped anew when the master key is rotated; neither touches an
-- event (ADR-0019).
set local role leadledger_owner;

grant delete, update (master_key_id, wrapped_key) on vault.stream_key to leadledger_service;

-- Which streams have no key any more, for good: written with the erasure's event, so that a key that a backup brings back
-- is found without a look at every event. In the ledger's backup, and not in that of the keys.
create table leadledger.erased_stream (
  stream_id uuid not null,
  erased_at timestamptz not null,
  constraint erased_stream_pkey primary key (stream_id)
);

grant select, insert on leadledger.erased_stream to leadledger_service;

-- A stream moves on by its version and time alone. Whose events they are, what it is called and whether it is shown stay
-- as they were written; Marten's own way of appending changes no more either.
revoke update on ledger.mt_streams from leadledger_service;
grant update (version, timestamp) on ledger.mt_streams to leadledger_service;

reset role;

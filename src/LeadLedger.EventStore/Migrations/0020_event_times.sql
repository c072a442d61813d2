-- When each event happened, beside when it was recorded: as our headers say, else by the recording itself. Other writers
-- may put anything there, and what isn't an instant mustn't stop who asks.
set local role leadledger_owner;

create or replace view leadledger.recorded as
select seq_id as position, timestamp as recorded_at,
  case
    when headers ->> 'occurredAt'
      ~ '^[12]\d{3}-(0[1-9]|1[0-2])-(0[1-9]|1\d|2[0-8])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$'
      or headers ->> 'occurredAt'
      ~ '^[12]\d{3}-(0[13-9]|1[0-2])-(29|30)T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$'
      or headers ->> 'occurredAt'
      ~ '^[12]\d{3}-(0[13578]|1[02])-31T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$'
      then (headers ->> 'occurredAt')::timestamptz
    else timestamp
  end as occurred_at
from ledger.mt_events;

reset role;

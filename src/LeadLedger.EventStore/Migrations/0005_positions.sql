-- What views outside may know of the ledger's tables, whose names are ours alone: where it ends, when each position
-- was recorded, and how far each projection has come. For measuring a lag against the ledger itself.
set local role leadledger_owner;

create view leadledger.ledger_end as
select coalesce(max(seq_id), 0) as position from ledger.mt_events;

create view leadledger.recorded as
select seq_id as position, timestamp as recorded_at from ledger.mt_events;

create view leadledger.projection as
select name, last_seq_id as position, last_updated as moved_at from ledger.mt_event_progression;

grant select on leadledger.ledger_end, leadledger.recorded, leadledger.projection to leadledger_service;

reset role;

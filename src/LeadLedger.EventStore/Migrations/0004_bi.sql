-- The public SQL contract. The service makes the views, each over its own read-model schema; the BI role sees them
-- and nothing else.
create schema bi_v1 authorization leadledger_owner;

set local role leadledger_owner;

grant usage, create on schema bi_v1 to leadledger_service;
grant usage on schema bi_v1 to leadledger_bi;
comment on schema bi_v1 is 'Read models of LeadLedger for BI tools: documented views that keep their shape.';

reset role;

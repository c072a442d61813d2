-- The role that sees what the company's people are called, beside all that leadledger_bi sees (ADR-0023); and the
-- service as a member of both, because only who has a role's rights sees how long its sessions take, and can end them.
-- Roles belong to the whole cluster: they may be here already. Who migrates may well not make roles; then somebody else
-- has to, and everything but names and the ending of long sessions works meanwhile.
do $roles$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'leadledger_bi_people') then
    begin
      create role leadledger_bi_people nologin in role leadledger_bi;
      alter role leadledger_bi_people set default_transaction_read_only = on;
      alter role leadledger_bi_people set statement_timeout = '5min';
      alter role leadledger_bi_people set idle_in_transaction_session_timeout = '1min';
    exception
      when duplicate_object or unique_violation then
        null;
      when insufficient_privilege then
        raise warning 'a superuser has to make the role leadledger_bi_people (docs/settings.md)';
        return;
    end;
  end if;
  if not pg_has_role('leadledger_service', 'leadledger_bi_people', 'member') then
    begin
      grant leadledger_bi_people to leadledger_service;
    exception
      when duplicate_object or unique_violation then
        null;
      when insufficient_privilege then
        raise warning 'a superuser has to grant leadledger_bi_people to leadledger_service (docs/settings.md)';
    end;
  end if;
end
$roles$;

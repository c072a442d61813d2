-- The three roles, known from the first migration on. Roles belong to the whole cluster, so they may be here already:
-- made for another database, or at this very moment by a migration of another database, which no advisory lock
-- (one database's own) can hold off. Whoever comes second finds the name taken, and that is as good.
-- They are made without LOGIN: who runs the server gives each its password and with it the right to log in. Where
-- somebody else has made the roles, their limits are that somebody's too.
do $roles$
declare
  wanted text;
begin
  foreach wanted in array array['leadledger_owner', 'leadledger_service', 'leadledger_bi'] loop
    if not exists (select from pg_catalog.pg_roles where rolname = wanted) then
      begin
        execute format('create role %I nologin', wanted);
        if wanted = 'leadledger_bi' then
          alter role leadledger_bi set default_transaction_read_only = on;
          alter role leadledger_bi set statement_timeout = '5min';
          alter role leadledger_bi set idle_in_transaction_session_timeout = '1min';
        end if;
      exception when duplicate_object or unique_violation then
        null;
      end;
    end if;
  end loop;

  -- A schema can only be made for a role that one may become. Trying is the one way to ask that both PostgreSQL 15
  -- and 16 understand, where the right to grant a role stopped being the right to become it.
  begin
    set local role leadledger_owner;
    reset role;
  exception when insufficient_privilege then
    begin
      execute format('grant leadledger_owner to %I', current_user);
    exception when duplicate_object or unique_violation then
      null;
    end;
  end;

  execute format('grant create, temporary, connect on database %I to leadledger_owner', current_database());
  -- The service makes the schemas of new read-model versions and owns them.
  execute format('grant create, temporary, connect on database %I to leadledger_service', current_database());
  execute format('grant connect on database %I to leadledger_bi', current_database());
  execute format('revoke temporary on database %I from public', current_database());
  revoke create on schema public from public;
end
$roles$;

-- What the migrator made to keep its own record in, before there was an owner to make it for.
alter schema leadledger owner to leadledger_owner;
alter table leadledger.migration owner to leadledger_owner;
grant usage on schema leadledger to leadledger_service;
grant select on leadledger.migration to leadledger_service;

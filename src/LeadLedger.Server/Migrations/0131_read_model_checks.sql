-- What came of comparing the read models in use with some made anew from the events; and the builds that are made for it.
set local role leadledger_owner;

alter table leadledger.read_model_build
  drop constraint read_model_build_state,
  add constraint read_model_build_state check (state in ('building', 'active', 'retired', 'shadow'));

create table leadledger.read_model_check (
  number bigint generated always as identity,
  began_at timestamptz not null,
  ended_at timestamptz not null default clock_timestamp(),
  position bigint not null,
  build int not null,
  model_version int not null,
  tables int not null,
  tables_parted int not null,
  differences jsonb not null,
  constraint read_model_check_pkey primary key (number)
);

comment on table leadledger.read_model_check is 'Checks of the read models: those in use against some made anew, at one position.';
comment on column leadledger.read_model_check.tables_parted is 'How many tables differed; 0 where all was well.';
comment on column leadledger.read_model_check.differences is 'Per table that differed: how many rows, which columns, and some of the keys with both values.';

grant select, insert on leadledger.read_model_check to leadledger_service;

reset role;

-- Which builds of the read models there are. Each has a schema of its own; the views of bi_v1 show the active one.
set local role leadledger_owner;

create table leadledger.read_model_build (
  build int not null,
  model_version int not null,
  schema_name text not null,
  progress_name text not null,
  state text not null,
  created_at timestamptz not null default now(),
  activated_at timestamptz,
  retired_at timestamptz,
  constraint read_model_build_pkey primary key (build),
  constraint read_model_build_state check (state in ('building', 'active', 'retired'))
);

create unique index read_model_build_one_active on leadledger.read_model_build (state) where state = 'active';

grant select, insert, update, delete on leadledger.read_model_build to leadledger_service;

reset role;

-- The company's own people. Their names are in no event, so that they can be corrected and erased.
create schema directory authorization leadledger_owner;

set local role leadledger_owner;

create table directory.person (
  subject text not null,
  display_name text,
  team text,
  office text,
  constraint person_pkey primary key (subject)
);

grant usage on schema directory to leadledger_service;
grant select, insert, update, delete on directory.person to leadledger_service;

reset role;

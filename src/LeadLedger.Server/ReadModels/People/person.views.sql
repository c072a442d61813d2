-- Names are for who has the second role (ADR-0023); the column stays, because it was shipped. Asked once a query. No such
-- role: nobody has it.
create or replace view bi_v1.person as
select
  subject,
  case
    when (select pg_has_role(r.oid, 'usage') from pg_catalog.pg_roles r where r.rolname = 'leadledger_bi_people')
    then display_name
  end as display_name,
  team,
  office
from directory.person;

comment on view bi_v1.person is 'The company''s own people, by the subject that facts name them by. Editable, and no part of the ledger.';
comment on column bi_v1.person.subject is 'The subject of the person''s token (key); what assignee, attempted_by and the like say.';
comment on column bi_v1.person.display_name is 'What the person is called, for who has the role leadledger_bi_people; for others empty. Empty also: unknown or erased.';
comment on column bi_v1.person.team is 'The team, or the manager it is named for.';
comment on column bi_v1.person.office is 'The office or region.';

create or replace view bi_v1.dim_person_name as
select subject, display_name
from directory.person
where display_name is not null;

comment on view bi_v1.dim_person_name is 'What the company''s own people are called: for who has the role leadledger_bi_people, and for nobody else.';
comment on column bi_v1.dim_person_name.subject is 'The subject of the person''s token (key): that of dim_person.';
comment on column bi_v1.dim_person_name.display_name is 'What the person is called. Who is unknown or was erased has no row.';

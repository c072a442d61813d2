create or replace view bi_v1.dim_person as
select
  coalesce(named.subject, known.subject) as subject,
  known.team,
  known.office,
  known.subject is not null as in_directory,
  named.position as first_position
from subject named
full join directory.person known on known.subject = named.subject;

comment on view bi_v1.dim_person is 'The company''s own people: everybody whom an event names or who is in the directory, by subject. Names are in dim_person_name, for who may see them.';
comment on column bi_v1.dim_person.subject is 'The subject of the person''s token (key): what assignee, attempted_by, rejected_by and the like say.';
comment on column bi_v1.dim_person.team is 'The team, or the manager it is named for. Empty: unknown.';
comment on column bi_v1.dim_person.office is 'The office or region. Empty: unknown.';
comment on column bi_v1.dim_person.in_directory is 'The directory knows the person. It is editable and no part of the ledger.';
comment on column bi_v1.dim_person.first_position is 'Position in the ledger of the first event that named the person. Empty: none has.';

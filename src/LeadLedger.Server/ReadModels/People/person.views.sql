create or replace view bi_v1.person as
select subject, display_name, team, office
from directory.person;

comment on view bi_v1.person is 'The company''s own people, by the subject that facts name them by. Editable, and no part of the ledger.';
comment on column bi_v1.person.subject is 'The subject of the person''s token (key); what assignee, attempted_by and the like say.';
comment on column bi_v1.person.display_name is 'What the person is called. Empty: unknown or erased.';
comment on column bi_v1.person.team is 'The team, or the manager it is named for.';
comment on column bi_v1.person.office is 'The office or region.';

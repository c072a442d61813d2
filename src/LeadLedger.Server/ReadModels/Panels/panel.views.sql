create or replace view bi_v1.panel as
select panel_id, name, seated_by, seated_at, chair, chair_appointed_at, position, rota
from panel;

comment on view bi_v1.panel is 'The panels that judge rejections, one row each.';
comment on column bi_v1.panel.panel_id is 'The panel (key).';
comment on column bi_v1.panel.name is 'What it is called.';
comment on column bi_v1.panel.seated_by is 'Who seated it (subject).';
comment on column bi_v1.panel.seated_at is 'When (UTC).';
comment on column bi_v1.panel.chair is 'Who rules unless the rota names somebody else (subject). Empty: no chair was appointed yet.';
comment on column bi_v1.panel.chair_appointed_at is 'Since when that is the chair (UTC).';
comment on column bi_v1.panel.position is 'Position in the ledger of the last event that touched the row.';
comment on column bi_v1.panel.rota is 'Who rules in which week, as JSON: from (a Monday), weeksEach, members in turn, timeZone, swaps. Empty: the chair always does.';

create or replace view bi_v1.panel_member as
select m.panel_id, m.member, m.function, coalesce(m.member = p.chair, false) as chair, m.seated_by, m.seated_at,
  greatest(m.position, p.position) as position
from panel_member m
join panel p on p.panel_id = m.panel_id
where m.left_at is null;

comment on view bi_v1.panel_member is 'Who judges on which panel now, one row each; who has left isn''t here.';
comment on column bi_v1.panel_member.panel_id is 'The panel (key, with member).';
comment on column bi_v1.panel_member.member is 'The member (subject; key, with panel_id).';
comment on column bi_v1.panel_member.function is 'marketing, sales or neither.';
comment on column bi_v1.panel_member.chair is 'The member is the panel''s chair.';
comment on column bi_v1.panel_member.seated_by is 'Who seated the member (subject).';
comment on column bi_v1.panel_member.seated_at is 'When (UTC).';
comment on column bi_v1.panel_member.position is 'Position in the ledger of the last event that touched the row.';

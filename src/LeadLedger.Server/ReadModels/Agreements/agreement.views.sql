-- A view that is there already takes new columns at its end only.
create or replace view bi_v1.agreement as
select
  a.agreement_id, a.name, a.sales_team, a.drafted_by, a.drafted_at,
  signed.version as signed_version, signed.time_zone, signed.currency,
  greatest(a.position, signed.position) as position,
  a.ended_with, a.ended_at, a.ended_by_party, a.triggered_in, a.terminated_by, a.terminated_at
from agreement a
left join lateral (
  select t.version, t.time_zone, t.currency, t.position
  from terms t
  where t.agreement_id = a.agreement_id and t.in_force_from is not null
  order by t.backfilled, t.version desc
  limit 1
) signed on true;

comment on view bi_v1.agreement is 'The agreements between marketing and a sales team, one row each.';
comment on column bi_v1.agreement.agreement_id is 'The agreement (key).';
comment on column bi_v1.agreement.name is 'What it is called.';
comment on column bi_v1.agreement.sales_team is 'The sales team that it is with.';
comment on column bi_v1.agreement.drafted_by is 'Who drafted it (subject).';
comment on column bi_v1.agreement.drafted_at is 'When (UTC).';
comment on column bi_v1.agreement.signed_version is 'The newest terms that both parties signed, regular ones before backfilled ones. Empty: none.';
comment on column bi_v1.agreement.time_zone is 'IANA time zone of those terms, whose days and months count.';
comment on column bi_v1.agreement.currency is 'ISO 4217 code of the money in those terms.';
comment on column bi_v1.agreement.position is 'Position in the ledger of the last event that touched the row.';
comment on column bi_v1.agreement.ended_with is 'The last month in force, as its first day. Empty: it wasn''t terminated.';
comment on column bi_v1.agreement.ended_at is 'The first instant after that month (UTC): handoffs from then on are refused.';
comment on column bi_v1.agreement.ended_by_party is 'The side that ended it: marketing or sales. Empty: the role agreements did, or nobody.';
comment on column bi_v1.agreement.triggered_in is 'The month whose termination trigger did away with the notice, as its first day. Empty: notice was given.';
comment on column bi_v1.agreement.terminated_by is 'Who terminated it (subject).';
comment on column bi_v1.agreement.terminated_at is 'When (UTC).';

create or replace view bi_v1.terms as
select agreement_id, version, effective_from, backfilled, time_zone, currency, goal_kind, goal, proposed_by,
  proposed_at, marketing_signed_by, marketing_signed_at, sales_signed_by, sales_signed_at,
  in_force_from, terms, position, people, panel_id
from terms;

comment on view bi_v1.terms is 'Every version of terms that was ever proposed, one row each.';
comment on column bi_v1.terms.agreement_id is 'The agreement (key, with version).';
comment on column bi_v1.terms.version is '1, 2, 3 … within the agreement (key, with agreement_id).';
comment on column bi_v1.terms.effective_from is 'The month from which they are meant to apply, as its first day.';
comment on column bi_v1.terms.backfilled is 'Signed for the past, to value imported history only.';
comment on column bi_v1.terms.time_zone is 'IANA time zone whose days and months count.';
comment on column bi_v1.terms.currency is 'ISO 4217 code of all money in them.';
comment on column bi_v1.terms.goal_kind is 'What the monthly goal counts: count (leads) or leadValue (money). Empty: no goal.';
comment on column bi_v1.terms.goal is 'The monthly goal, in leads or in currency by goal_kind. Empty: no goal.';
comment on column bi_v1.terms.proposed_by is 'Who proposed them (subject).';
comment on column bi_v1.terms.proposed_at is 'When (UTC).';
comment on column bi_v1.terms.marketing_signed_by is 'Who signed for marketing (subject). Empty: not signed yet.';
comment on column bi_v1.terms.marketing_signed_at is 'When (UTC).';
comment on column bi_v1.terms.sales_signed_by is 'Who signed for sales (subject). Empty: not signed yet.';
comment on column bi_v1.terms.sales_signed_at is 'When (UTC).';
comment on column bi_v1.terms.in_force_from is 'From when they value handoffs (UTC). Empty: not signed by both parties.';
comment on column bi_v1.terms.terms is 'The whole terms as JSON, in the shape of the API.';
comment on column bi_v1.terms.position is 'Position in the ledger of the last event that touched the row.';
comment on column bi_v1.terms.people is 'Everybody who is named in them, of either party (subjects), as a JSON array.';
comment on column bi_v1.terms.panel_id is 'The panel that judges rejections under them. Empty: nothing can be rejected.';

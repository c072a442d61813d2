create or replace view bi_v1.speed_to_lead as
select
  h.agreement_id,
  h.month,
  h.segment,
  h.person,
  h.imported,
  h.wall_time,
  h.business_time,
  h.currency,
  count(*) as handoffs,
  count(*) filter (where h.first_response_in_time) as in_time,
  count(*) filter (where not h.first_response_in_time) as late,
  sum(h.first_response_wall_seconds)::bigint as wall_seconds,
  sum(h.first_response_business_seconds)::bigint as business_seconds,
  count(*) filter (where h.person_answered) as connected,
  count(*) filter (where h.opportunity_day is not null) as opened,
  count(*) filter (where h.outcome = 'won') as won,
  count(*) filter (where h.outcome = 'lost') as lost,
  count(*) filter (where h.outcome = 'returned') as returned,
  coalesce(sum(h.amount), 0) as revenue,
  max(h.position) as position
from (
  select *,
    case when first_response_state is null then assignee else first_response_person end as person,
    case when first_response_at is null then '8: none yet' else labels[1 + width_bucket(
      first_response_wall_seconds, array[301, 901, 3601, 14401, 86401, 259201]::bigint[])] end
      as wall_time,
    case when first_response_at is null then '8: none yet' when first_response_business_seconds is null
      then '9: no hours' else labels[1 + width_bucket(
      first_response_business_seconds, array[301, 901, 3601, 14401, 86401, 259201]::bigint[])] end
      as business_time
  from handoff
  cross join (select array['1: up to 5 min', '2: up to 15 min', '3: up to 1 h', '4: up to 4 h', '5: up to 24 h',
    '6: up to 72 h', '7: over 72 h'] as labels) named
) h
group by h.agreement_id, h.month, h.segment, h.person, h.imported, h.wall_time, h.business_time, h.currency;

comment on view bi_v1.speed_to_lead is 'How soon first responses came under the handoffs'' own clocks, and what became of the leads: handoffs by their month, by segment, by who owed the response, and by how long it took. It reads the handoffs that it counts: ask it for an agreement''s months.';
comment on column bi_v1.speed_to_lead.agreement_id is 'The agreement (key, with month, segment, person, imported and the two times).';
comment on column bi_v1.speed_to_lead.month is 'Month of the handoffs, as its first day: the cohort.';
comment on column bi_v1.speed_to_lead.segment is 'Segment (code of the terms).';
comment on column bi_v1.speed_to_lead.person is 'The sales person (subject) who owes or owed the response; where none is promised, whose lead it is. Empty: the team.';
comment on column bi_v1.speed_to_lead.imported is 'History from another system, not witnessed here.';
comment on column bi_v1.speed_to_lead.wall_time is 'Wall time from the clock''s start to the first response: 1: up to 5 min … 7: over 72 h; 8: none yet.';
comment on column bi_v1.speed_to_lead.business_time is 'The same in open hours: 1: up to 5 min … 7: over 72 h; 8: none yet; 9: no hours are agreed.';
comment on column bi_v1.speed_to_lead.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.speed_to_lead.handoffs is 'Handoffs.';
comment on column bi_v1.speed_to_lead.in_time is 'Those whose first response came by the time promised.';
comment on column bi_v1.speed_to_lead.late is 'Those whose first response came after it.';
comment on column bi_v1.speed_to_lead.wall_seconds is 'All times to the first response together, in wall seconds: divide by handoffs for the mean. Empty: none was made.';
comment on column bi_v1.speed_to_lead.business_seconds is 'The same in seconds of the agreement''s open hours.';
comment on column bi_v1.speed_to_lead.connected is 'Those whose person answered at least once.';
comment on column bi_v1.speed_to_lead.opened is 'Those that became an opportunity.';
comment on column bi_v1.speed_to_lead.won is 'Those whose deal was won.';
comment on column bi_v1.speed_to_lead.lost is 'Those whose deal was lost.';
comment on column bi_v1.speed_to_lead.returned is 'Those that went back to marketing.';
comment on column bi_v1.speed_to_lead.revenue is 'What the deals won brought, in currency.';
comment on column bi_v1.speed_to_lead.position is 'Position in the ledger of the last event that touched one of the handoffs.';

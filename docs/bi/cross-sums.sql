-- Cross-sums: figures that several views tell, each in its own way. In one cut of the ledger they are the same: run
-- this in one transaction, as it stands here, and hold the figures of one name and agreement against each other.
--
-- The tests do so under full write load, and hold them against the events themselves.
begin isolation level repeatable read read only;

select position from bi_v1.freshness;

select 'fact_handoff' as view, agreement_id, f.figure, f.value
from (
  select agreement_id, count(*) as handoffs, sum(lead_value) as handoff_value,
    count(*) filter (where outcome = 'won') as won, count(*) filter (where outcome = 'lost') as lost,
    count(*) filter (where outcome = 'returned') as returned, count(*) filter (where outcome = 'open') as open,
    coalesce(sum(amount), 0) as revenue, sum(attempts) as attempts, sum(rejections) as rejected,
    sum(upheld) as upheld, sum(overturned) as overturned, sum(withdrawn) as withdrawn,
    sum(under_review) as under_review, count(*) filter (where newest) as leads,
    count(*) filter (where connected) as connected, count(opportunity_day) as opened,
    count(first_response_at) as contacted
  from bi_v1.fact_handoff group by agreement_id
) s
cross join lateral (values
  ('handoffs', s.handoffs::numeric), ('handoff value', s.handoff_value), ('won', s.won), ('lost', s.lost),
  ('returned', s.returned), ('open', s.open), ('revenue', s.revenue), ('attempts', s.attempts),
  ('rejected', s.rejected), ('upheld', s.upheld), ('overturned', s.overturned), ('withdrawn', s.withdrawn),
  ('under review', s.under_review), ('leads', s.leads), ('connected', s.connected), ('opened', s.opened),
  ('contacted', s.contacted)) f (figure, value);

select 'lead_value_totals' as view, agreement_id, f.figure, f.value
from (
  select agreement_id, sum(handoffs) as handoffs, sum(gross_value_restated) as handoff_value, sum(won) as won,
    sum(lost) as lost, sum(returned) as returned, sum(open) as open, sum(revenue) as revenue,
    sum(rejected) as rejected, sum(upheld) as upheld, sum(overturned) as overturned, sum(withdrawn) as withdrawn,
    sum(under_review) as under_review, sum(connected) as connected, sum(opened) as opened,
    sum(contacted) as contacted, sum(gross_value_booked) as gross_booked, sum(net_value_booked) as net_booked,
    sum(net_value_restated) as net_restated, sum(net_count_booked) as net_count
  from bi_v1.lead_value_totals group by agreement_id
) s
cross join lateral (values
  ('handoffs', s.handoffs), ('handoff value', s.handoff_value), ('won', s.won), ('lost', s.lost),
  ('returned', s.returned), ('open', s.open), ('revenue', s.revenue), ('rejected', s.rejected),
  ('upheld', s.upheld), ('overturned', s.overturned), ('withdrawn', s.withdrawn), ('under review', s.under_review),
  ('connected', s.connected), ('opened', s.opened), ('contacted', s.contacted), ('gross value', s.gross_booked),
  ('net value', s.net_booked), ('net value', s.net_restated), ('net count', s.net_count)) f (figure, value);

select 'funnel_cohort' as view, agreement_id, f.figure, f.value
from (
  select agreement_id, sum(handoffs) as handoffs, sum(lead_value) as handoff_value, sum(won) as won,
    sum(lost) as lost, sum(returned) as returned, sum(open) as open, sum(revenue) as revenue,
    sum(connected) as connected, sum(opened) as opened, sum(contacted) as contacted
  from bi_v1.funnel_cohort group by agreement_id
) s
cross join lateral (values
  ('handoffs', s.handoffs), ('handoff value', s.handoff_value), ('won', s.won), ('lost', s.lost),
  ('returned', s.returned), ('open', s.open), ('revenue', s.revenue), ('connected', s.connected),
  ('opened', s.opened), ('contacted', s.contacted)) f (figure, value);

select 'source_quality' as view, agreement_id, f.figure, f.value
from (
  select agreement_id, sum(handoffs) as handoffs, sum(lead_value) as handoff_value, sum(won) as won,
    sum(revenue) as revenue, sum(rejected) as rejected, sum(upheld) as upheld, sum(overturned) as overturned,
    sum(net_lead_value) as net_value
  from bi_v1.source_quality group by agreement_id
) s
cross join lateral (values
  ('handoffs', s.handoffs), ('handoff value', s.handoff_value), ('won', s.won), ('revenue', s.revenue),
  ('rejected', s.rejected), ('upheld', s.upheld), ('overturned', s.overturned),
  ('net value', s.net_value)) f (figure, value);

select 'speed_to_lead' as view, agreement_id, f.figure, f.value
from (
  select agreement_id, sum(handoffs) as handoffs, sum(won) as won, sum(lost) as lost, sum(returned) as returned,
    sum(revenue) as revenue
  from bi_v1.speed_to_lead group by agreement_id
) s
cross join lateral (values
  ('handoffs', s.handoffs), ('won', s.won), ('lost', s.lost), ('returned', s.returned),
  ('revenue', s.revenue)) f (figure, value);

select 'fact_outcome' as view, agreement_id, f.figure, f.value
from (
  select agreement_id, count(*) filter (where outcome = 'won') as won,
    count(*) filter (where outcome = 'lost') as lost, count(*) filter (where outcome = 'returned') as returned,
    coalesce(sum(amount), 0) as revenue
  from bi_v1.fact_outcome group by agreement_id
) s
cross join lateral (values
  ('won', s.won::numeric), ('lost', s.lost), ('returned', s.returned), ('revenue', s.revenue)) f (figure, value);

select 'fact_contact_attempt' as view, agreement_id, 'attempts' as figure, count(*)::numeric as value
from bi_v1.fact_contact_attempt group by agreement_id;

select 'fact_rejection' as view, agreement_id, f.figure, f.value
from (
  select agreement_id, count(*) as rejected, count(*) filter (where state = 'upheld') as upheld,
    count(*) filter (where state = 'overturned') as overturned,
    count(*) filter (where state = 'withdrawn') as withdrawn, count(*) filter (where state = 'open') as under_review
  from bi_v1.fact_rejection group by agreement_id
) s
cross join lateral (values
  ('rejected', s.rejected::numeric), ('upheld', s.upheld), ('overturned', s.overturned),
  ('withdrawn', s.withdrawn), ('under review', s.under_review)) f (figure, value);

select 'fact_ruling' as view, agreement_id, f.figure, f.value
from (
  select agreement_id, count(*) filter (where verdict = 'upheld') as upheld,
    count(*) filter (where verdict = 'overturned') as overturned
  from bi_v1.fact_ruling group by agreement_id
) s
cross join lateral (values ('upheld', s.upheld::numeric), ('overturned', s.overturned)) f (figure, value);

select 'review_queue' as view, agreement_id, 'under review' as figure, count(*)::numeric as value
from bi_v1.review_queue group by agreement_id;

select 'lead' as view, agreement_id, f.figure, f.value
from (
  select agreement_id, count(*) as leads, count(*) filter (where place = 'underReview') as under_review
  from bi_v1.lead group by agreement_id
) s
cross join lateral (values ('leads', s.leads::numeric), ('under review', s.under_review)) f (figure, value);

-- A lead is in one place at every moment: one row of its history is the newest, and says what the lead is.
select 'lead_history' as view, agreement_id, f.figure, f.value
from (
  select h.agreement_id, count(*) as leads, count(*) filter (where h.place = 'underReview') as under_review
  from bi_v1.lead_history h
  join bi_v1.lead l on l.lead_id = h.lead_id and l.handoff = h.handoff and l.place = h.place
    and l.stage is not distinct from h.stage and l.owner is not distinct from h.owner
    and l.assignee is not distinct from h.assignee
  where h.valid_to is null group by h.agreement_id
) s
cross join lateral (values ('leads', s.leads::numeric), ('under review', s.under_review)) f (figure, value);

select 'fact_pacing_day' as view, agreement_id, f.figure, f.value
from (
  select agreement_id, sum(credit_count) as handoffs, sum(credit_amount) as gross, sum(net_amount) as net,
    sum(net_count) as net_count
  from bi_v1.fact_pacing_day group by agreement_id
) s
cross join lateral (values
  ('handoffs', s.handoffs), ('gross value', s.gross), ('handoff value', s.gross), ('net value', s.net),
  ('net count', s.net_count)) f (figure, value);

select 'pacing_entry' as view, agreement_id, f.figure, f.value
from (
  select agreement_id, count(*) filter (where count > 0) as handoffs,
    sum(amount) filter (where amount > 0) as gross, sum(amount) as net, sum(count) as net_count
  from bi_v1.pacing_entry group by agreement_id
) s
cross join lateral (values
  ('handoffs', s.handoffs::numeric), ('gross value', s.gross), ('net value', s.net),
  ('net count', s.net_count)) f (figure, value);

select 'pacing_curve' as view, agreement_id, f.figure, f.value
from (
  select agreement_id, sum(gross_value_booked) as gross, sum(net_value_booked) as net,
    sum(net_count_booked) as net_count
  from bi_v1.pacing_curve group by agreement_id
) s
cross join lateral (values
  ('gross value', s.gross), ('net value', s.net), ('net count', s.net_count)) f (figure, value);

-- Promises, from the facts that made them; what was imported counts for nobody.
select 'promises of facts' as view, p.agreement_id, p.promise || ' ' || p.state as figure, count(*)::numeric as value
from (
  select agreement_id, 'firstResponse' as promise, first_response_state as state
  from bi_v1.fact_handoff where not imported
  union all
  select agreement_id, 'cadence', cadence_state from bi_v1.fact_handoff where not imported
  union all
  select agreement_id, 'firstResponse', response_state from bi_v1.fact_ruling where not imported
  union all
  select agreement_id, 'cadence', cadence_state from bi_v1.fact_ruling where not imported
  union all
  select agreement_id, 'ruling', ruling_state from bi_v1.fact_rejection where not imported
) p
where p.state is not null
group by p.agreement_id, p.promise, p.state;

select 'promise_day' as view, agreement_id, promise || ' ' || f.state as figure, sum(f.value)::numeric as value
from bi_v1.promise_day
cross join lateral (values ('kept', kept), ('missed', missed), ('lapsed', lapsed), ('open', open)) f (state, value)
group by agreement_id, promise, f.state
having sum(f.value) <> 0;

commit;

-- The interval is Wilson's score at 95 %, as in bi_v1.calibration.
create or replace view bi_v1.cadence_effect as
select
  agreement_id, month, segment, currency, measure, step, step_name, from_seconds, until_seconds, cycle_months,
  cohort_from, cohort_to, handoffs, taken_back, censored, decided, connected, opened, won, lost, unresponsive,
  still_open,
  trim_scale(round(connected::numeric / handoffs, 8)) as connected_share,
  trim_scale(round(won / n, 8)) as close_rate,
  trim_scale(round(greatest(
    (won + 1.920729440648 - 1.959964 * sqrt(won * (n - won) / n + 0.960364720324)) / (n + 3.841458881296), 0), 8))
    as close_rate_low,
  trim_scale(round(least(
    (won + 1.920729440648 + 1.959964 * sqrt(won * (n - won) / n + 0.960364720324)) / (n + 3.841458881296), 1), 8))
    as close_rate_high,
  trim_scale(revenue) as revenue,
  trim_scale(round(revenue / n, 4)) as revenue_each,
  position
from (
  select g.*, s.step_name, s.from_seconds, s.until_seconds, nullif(g.decided, 0)::numeric as n
  from (
    select
      l.agreement_id, l.month, c.segment, c.currency, c.measure, c.step,
      max(l.cycle_months) as cycle_months, max(l.cohort_from) as cohort_from, max(l.cohort_to) as cohort_to,
      sum(c.handoffs)::bigint as handoffs,
      sum(c.taken_back)::bigint as taken_back,
      sum(k.censored)::bigint as censored,
      sum(c.handoffs - c.taken_back - k.censored)::bigint as decided,
      sum(c.connected)::bigint as connected,
      sum(c.opened)::bigint as opened,
      sum(c.won)::bigint as won,
      sum(c.lost)::bigint as lost,
      sum(c.unresponsive)::bigint as unresponsive,
      sum(c.open - k.censored)::bigint as still_open,
      sum(c.revenue) as revenue,
      max(c.position) as position
    from bi_v1.look_back l
    join cadence_cohort c on c.agreement_id = l.agreement_id and c.month between l.cohort_from and l.cohort_to
      and c.handoffs > 0
    cross join lateral (
      select case when c.month = l.cohort_to or c.month >= l.young_from then c.open else 0 end as censored
    ) k
    group by l.agreement_id, l.month, c.segment, c.currency, c.measure, c.step
  ) g
  cross join lateral (
    select
      case when g.measure = 'attempts' then g.step::text || case when g.step = 10 then ' or more' else '' end
        else (array['none', 'within 5 minutes', 'within 1 hour', 'within 4 hours', 'within 24 hours',
          'within 72 hours', 'within 168 hours', 'later'])[g.step + 1] end as step_name,
      case when g.measure <> 'attempts' then
        (array[null, 0, 301, 3601, 14401, 86401, 259201, 604801])[g.step + 1] end as from_seconds,
      case when g.measure <> 'attempts' then
        (array[null, 300, 3600, 14400, 86400, 259200, 604800, null])[g.step + 1] end as until_seconds
  ) s
) f;

comment on view bi_v1.cadence_effect is 'Outcomes by how often a lead was tried and by how soon it was responded to, over the look-back cohort of each month and by segment. Ask for one measure: each counts every lead. What goes together isn''t yet what causes: a lead that looks well is called more.';
comment on column bi_v1.cadence_effect.agreement_id is 'The agreement (key, with month, segment, currency, measure and step).';
comment on column bi_v1.cadence_effect.month is 'The month that is planned, as its first day; not that of the handoffs.';
comment on column bi_v1.cadence_effect.segment is 'Segment (code of the terms).';
comment on column bi_v1.cadence_effect.currency is 'ISO 4217 code of all money in the row.';
comment on column bi_v1.cadence_effect.measure is 'What step measures: attempts (all contact attempts of the handoff), responseWall or responseBusiness (from the start of the handoff''s own clock to its first response, in wall seconds, or in seconds of the agreement''s open hours).';
comment on column bi_v1.cadence_effect.step is 'Attempts: how many, 10 for ten or more. Responses: 0 for none, 1 to 7 from the quickest to the slowest.';
comment on column bi_v1.cadence_effect.step_name is 'The same in words.';
comment on column bi_v1.cadence_effect.from_seconds is 'The quickest response in the step, in seconds. Empty: none, or attempts.';
comment on column bi_v1.cadence_effect.until_seconds is 'The slowest response in it, in seconds. Empty: none, without end, or attempts.';
comment on column bi_v1.cadence_effect.cycle_months is 'How long a sale takes, in whole months.';
comment on column bi_v1.cadence_effect.cohort_from is 'The cohort''s first month by handoff.';
comment on column bi_v1.cadence_effect.cohort_to is 'Its last month.';
comment on column bi_v1.cadence_effect.handoffs is 'Handoffs of the cohort in the step: decided + censored + taken_back.';
comment on column bi_v1.cadence_effect.taken_back is 'Those whose rejection was upheld; in no rate.';
comment on column bi_v1.cadence_effect.censored is 'Those still open that are of the cohort''s last month, or haven''t had their whole cycle; in no close rate.';
comment on column bi_v1.cadence_effect.decided is 'What the close rate is a share of: won + lost + unresponsive + still_open.';
comment on column bi_v1.cadence_effect.connected is 'Those whose person answered at least once.';
comment on column bi_v1.cadence_effect.opened is 'Those that became an opportunity, deals won without a word of one too.';
comment on column bi_v1.cadence_effect.won is 'Those whose deal was won.';
comment on column bi_v1.cadence_effect.lost is 'Those whose deal was lost.';
comment on column bi_v1.cadence_effect.unresponsive is 'Those that went back to marketing after the whole cadence without a connection.';
comment on column bi_v1.cadence_effect.still_open is 'Those that had their whole cycle and are open yet: not won.';
comment on column bi_v1.cadence_effect.connected_share is 'connected ÷ handoffs, 0 to 1.';
comment on column bi_v1.cadence_effect.close_rate is 'won ÷ decided, 0 to 1. Empty: nothing is decided.';
comment on column bi_v1.cadence_effect.close_rate_low is 'Lower end of its 95 % interval (Wilson''s score), 0 to 1.';
comment on column bi_v1.cadence_effect.close_rate_high is 'Upper end.';
comment on column bi_v1.cadence_effect.revenue is 'What the deals won brought, in currency.';
comment on column bi_v1.cadence_effect.revenue_each is 'revenue ÷ decided, in currency.';
comment on column bi_v1.cadence_effect.position is 'Position in the ledger of the last event in the sums.';

create or replace view bi_v1.agreement_month as
select
  m.agreement_id,
  m.month,
  m.closed_by,
  m.closed_at,
  m.scorecard_issued_at,
  m.scorecard_position,
  (m.scorecard ->> 'termsVersion')::int as terms_version,
  (m.scorecard -> 'marketing' ->> 'goalKind')::text as goal_kind,
  (m.scorecard -> 'marketing' ->> 'goal')::numeric as goal,
  (m.scorecard -> 'marketing' ->> 'carriedIn')::numeric as carried_in,
  (m.scorecard -> 'marketing' ->> 'gross')::numeric as gross,
  (m.scorecard -> 'marketing' ->> 'net')::numeric as net,
  (m.scorecard -> 'marketing' ->> 'shortfall')::numeric as shortfall,
  (m.scorecard -> 'marketing' ->> 'carriedOut')::numeric as carried_out,
  (m.scorecard -> 'marketing' ->> 'daysOutOfBand')::int as days_out_of_band,
  (m.scorecard -> 'marketing' ->> 'missedRunning')::int as missed_running,
  (m.scorecard -> 'sales' -> 'firstResponses' ->> 'promised')::int as first_responses_promised,
  (m.scorecard -> 'sales' -> 'firstResponses' ->> 'kept')::int as first_responses_kept,
  (m.scorecard -> 'sales' -> 'firstResponses' ->> 'missed')::int as first_responses_missed,
  (m.scorecard -> 'sales' -> 'firstResponses' ->> 'lapsed')::int as first_responses_lapsed,
  (m.scorecard -> 'sales' -> 'cadences' ->> 'promised')::int as cadences_promised,
  (m.scorecard -> 'sales' -> 'cadences' ->> 'kept')::int as cadences_kept,
  (m.scorecard -> 'sales' -> 'cadences' ->> 'missed')::int as cadences_missed,
  (m.scorecard -> 'sales' -> 'cadences' ->> 'lapsed')::int as cadences_lapsed,
  (m.scorecard -> 'rulings' ->> 'promised')::int as rulings_promised,
  (m.scorecard -> 'rulings' ->> 'kept')::int as rulings_kept,
  (m.scorecard -> 'rulings' ->> 'missed')::int as rulings_missed,
  (m.scorecard -> 'rulings' ->> 'lapsed')::int as rulings_lapsed,
  m.strikes,
  m.missed_months is not null as termination_triggered,
  m.missed_months,
  m.position
from agreement_month m;

comment on view bi_v1.agreement_month is 'The accounts of months: one row for each month in which anything of its account was recorded, with its scorecard once it is closed. What the scorecard says never changes; bi_v1.adjustment has what came to be known later.';
comment on column bi_v1.agreement_month.agreement_id is 'The agreement (key, with month).';
comment on column bi_v1.agreement_month.month is 'The month in the agreement''s time zone, as its first day.';
comment on column bi_v1.agreement_month.closed_by is 'Who closed its books (subject). Empty: they are open.';
comment on column bi_v1.agreement_month.closed_at is 'When (UTC).';
comment on column bi_v1.agreement_month.scorecard_issued_at is 'When the scorecard was issued (UTC), some moments after the closing.';
comment on column bi_v1.agreement_month.scorecard_position is 'Position in the ledger that the read models had when it was reckoned.';
comment on column bi_v1.agreement_month.terms_version is 'The terms whose goal it is.';
comment on column bi_v1.agreement_month.goal_kind is 'What the goal counts: count (leads) or leadValue (money). Empty: no goal, or no scorecard yet.';
comment on column bi_v1.agreement_month.goal is 'The month''s goal, in leads or in the terms'' currency by goal_kind.';
comment on column bi_v1.agreement_month.carried_in is 'What earlier months'' shortfalls added to it, by the terms'' compensation.';
comment on column bi_v1.agreement_month.gross is 'Credits booked in the month, in the goal''s kind.';
comment on column bi_v1.agreement_month.net is 'Credits less debits booked in the month, in the goal''s kind; final.';
comment on column bi_v1.agreement_month.shortfall is 'What net fell short of goal and carried_in; 0 if it didn''t.';
comment on column bi_v1.agreement_month.carried_out is 'What of the shortfall the next month owes.';
comment on column bi_v1.agreement_month.days_out_of_band is 'Days at whose end the net curve was outside of its band. Empty: no curve.';
comment on column bi_v1.agreement_month.missed_running is 'How many months running the goal was missed, this one included; 0: it was reached.';
comment on column bi_v1.agreement_month.first_responses_promised is 'Promised: first responses owed by sales whose clocks started in the month, when the scorecard was issued.';
comment on column bi_v1.agreement_month.first_responses_kept is 'Kept by the deadline: first responses owed by sales whose clocks started in the month, when the scorecard was issued.';
comment on column bi_v1.agreement_month.first_responses_missed is 'Not kept by the deadline: first responses owed by sales whose clocks started in the month, when the scorecard was issued.';
comment on column bi_v1.agreement_month.first_responses_lapsed is 'Nothing was owed any more before the deadline: first responses owed by sales whose clocks started in the month, when the scorecard was issued.';
comment on column bi_v1.agreement_month.cadences_promised is 'Promised: cadences owed by sales whose clocks started in the month, when the scorecard was issued.';
comment on column bi_v1.agreement_month.cadences_kept is 'Kept by the deadline: cadences owed by sales whose clocks started in the month, when the scorecard was issued.';
comment on column bi_v1.agreement_month.cadences_missed is 'Not kept by the deadline: cadences owed by sales whose clocks started in the month, when the scorecard was issued.';
comment on column bi_v1.agreement_month.cadences_lapsed is 'Nothing was owed any more before the deadline: cadences owed by sales whose clocks started in the month, when the scorecard was issued.';
comment on column bi_v1.agreement_month.rulings_promised is 'Promised: rulings owed by the panel whose clocks started in the month, when the scorecard was issued.';
comment on column bi_v1.agreement_month.rulings_kept is 'Kept by the deadline: rulings owed by the panel whose clocks started in the month, when the scorecard was issued.';
comment on column bi_v1.agreement_month.rulings_missed is 'Not kept by the deadline: rulings owed by the panel whose clocks started in the month, when the scorecard was issued.';
comment on column bi_v1.agreement_month.rulings_lapsed is 'Nothing was owed any more before the deadline: rulings owed by the panel whose clocks started in the month, when the scorecard was issued.';
comment on column bi_v1.agreement_month.strikes is 'Strikes given for the month.';
comment on column bi_v1.agreement_month.termination_triggered is 'The goal was missed as many months running as the terms allow no more: either party may end the agreement.';
comment on column bi_v1.agreement_month.missed_months is 'How many months running that was. Empty: not triggered.';
comment on column bi_v1.agreement_month.position is 'Position in the ledger of the last event that touched the row.';

create or replace view bi_v1.scorecard_person as
select
  m.agreement_id,
  m.month,
  p.score ->> 'person' as person,
  (p.score -> 'firstResponses' ->> 'promised')::int as first_responses_promised,
  (p.score -> 'firstResponses' ->> 'kept')::int as first_responses_kept,
  (p.score -> 'firstResponses' ->> 'missed')::int as first_responses_missed,
  (p.score -> 'firstResponses' ->> 'lapsed')::int as first_responses_lapsed,
  (p.score -> 'cadences' ->> 'promised')::int as cadences_promised,
  (p.score -> 'cadences' ->> 'kept')::int as cadences_kept,
  (p.score -> 'cadences' ->> 'missed')::int as cadences_missed,
  (p.score -> 'cadences' ->> 'lapsed')::int as cadences_lapsed,
  m.scorecard_position as position
from agreement_month m
cross join lateral jsonb_array_elements(m.scorecard -> 'people') p (score);

comment on view bi_v1.scorecard_person is 'What each sales person owed and kept, as the scorecard of a closed month has it: one row a month and person.';
comment on column bi_v1.scorecard_person.agreement_id is 'The agreement (key, with month and person).';
comment on column bi_v1.scorecard_person.month is 'The month in the agreement''s time zone, as its first day.';
comment on column bi_v1.scorecard_person.person is 'The sales person (subject). Empty: leads that were nobody''s in person.';
comment on column bi_v1.scorecard_person.first_responses_promised is 'Promised: first responses that the person owed, whose clocks started in the month.';
comment on column bi_v1.scorecard_person.first_responses_kept is 'Kept by the deadline: first responses that the person owed, whose clocks started in the month.';
comment on column bi_v1.scorecard_person.first_responses_missed is 'Not kept by the deadline: first responses that the person owed, whose clocks started in the month.';
comment on column bi_v1.scorecard_person.first_responses_lapsed is 'Nothing was owed any more before the deadline: first responses that the person owed, whose clocks started in the month.';
comment on column bi_v1.scorecard_person.cadences_promised is 'Promised: cadences that the person owed, whose clocks started in the month.';
comment on column bi_v1.scorecard_person.cadences_kept is 'Kept by the deadline: cadences that the person owed, whose clocks started in the month.';
comment on column bi_v1.scorecard_person.cadences_missed is 'Not kept by the deadline: cadences that the person owed, whose clocks started in the month.';
comment on column bi_v1.scorecard_person.cadences_lapsed is 'Nothing was owed any more before the deadline: cadences that the person owed, whose clocks started in the month.';
comment on column bi_v1.scorecard_person.position is 'Position in the ledger that the read models had when the scorecard was reckoned.';

create or replace view bi_v1.sales_capacity as
select agreement_id, month, team, reps, leads_per_rep, reps::bigint * leads_per_rep as leads,
  position = max(position) over (partition by agreement_id, month, team) as current, declared_by, declared_at, position
from sales_capacity;

comment on view bi_v1.sales_capacity is 'What sales said it can take: one row a declaration. Those that are current add up to the month''s capacity; where there is none, the terms say it.';
comment on column bi_v1.sales_capacity.agreement_id is 'The agreement.';
comment on column bi_v1.sales_capacity.month is 'The month in the agreement''s time zone, as its first day.';
comment on column bi_v1.sales_capacity.team is 'The team that it is about.';
comment on column bi_v1.sales_capacity.reps is 'Its sales people.';
comment on column bi_v1.sales_capacity.leads_per_rep is 'Leads that one of them can work in the month.';
comment on column bi_v1.sales_capacity.leads is 'reps × leads_per_rep.';
comment on column bi_v1.sales_capacity.current is 'It is the team''s newest for the month.';
comment on column bi_v1.sales_capacity.declared_by is 'Who said so (subject).';
comment on column bi_v1.sales_capacity.declared_at is 'When (UTC).';
comment on column bi_v1.sales_capacity.position is 'Position in the ledger of the event behind it (key): grows, for incremental loads.';

create or replace view bi_v1.marketing_effort as
select agreement_id, month, asset_kind, made, hours, leads, logged_by, logged_at, position
from marketing_effort;

comment on view bi_v1.marketing_effort is 'What marketing put into a kind of asset, and the leads that it brought: one row an entry; entries add up.';
comment on column bi_v1.marketing_effort.agreement_id is 'The agreement.';
comment on column bi_v1.marketing_effort.month is 'The month in the agreement''s time zone, as its first day.';
comment on column bi_v1.marketing_effort.asset_kind is 'The kind of asset (code).';
comment on column bi_v1.marketing_effort.made is 'Assets made.';
comment on column bi_v1.marketing_effort.hours is 'Hours for all of them.';
comment on column bi_v1.marketing_effort.leads is 'Leads that all of them brought.';
comment on column bi_v1.marketing_effort.logged_by is 'Who said so (subject).';
comment on column bi_v1.marketing_effort.logged_at is 'When (UTC).';
comment on column bi_v1.marketing_effort.position is 'Position in the ledger of the event behind it (key): grows, for incremental loads.';

create or replace view bi_v1.band_change as
select agreement_id, month, day, standing, actual, planned, band_low, band_high, decided_at, position
from band_change;

comment on view bi_v1.band_change is 'When a month''s net curve left its band and came back, as it was known at the ends of its local days. Until the first row a month is in its band.';
comment on column bi_v1.band_change.agreement_id is 'The agreement.';
comment on column bi_v1.band_change.month is 'The month in the agreement''s time zone, as its first day.';
comment on column bi_v1.band_change.day is 'The local day at whose end it was so.';
comment on column bi_v1.band_change.standing is 'below, above or inBand, from that day on until the next row.';
comment on column bi_v1.band_change.actual is 'Net and cumulative by then, in the goal''s kind.';
comment on column bi_v1.band_change.planned is 'Planned by then.';
comment on column bi_v1.band_change.band_low is 'Lower edge of the band.';
comment on column bi_v1.band_change.band_high is 'Upper edge of the band.';
comment on column bi_v1.band_change.decided_at is 'When it was decided (UTC): after the day had ended.';
comment on column bi_v1.band_change.position is 'Position in the ledger of the event behind it (key): grows, for incremental loads.';

create or replace view bi_v1.strike as
select agreement_id, month, party, person, cause, promised, kept, given_at, position
from strike;

comment on view bi_v1.strike is 'Strikes given for closed months: a side, or one of its people, kept less than the terms ask for.';
comment on column bi_v1.strike.agreement_id is 'The agreement.';
comment on column bi_v1.strike.month is 'The month in the agreement''s time zone, as its first day.';
comment on column bi_v1.strike.party is 'marketing or sales.';
comment on column bi_v1.strike.person is 'The sales person (subject). Empty: the party as a whole.';
comment on column bi_v1.strike.cause is 'goalMissed, outOfBand, firstResponsesMissed or cadencesMissed.';
comment on column bi_v1.strike.promised is 'The goal, the most days out of band, or the least share (0 to 1).';
comment on column bi_v1.strike.kept is 'What it came to, in the same unit.';
comment on column bi_v1.strike.given_at is 'When (UTC).';
comment on column bi_v1.strike.position is 'Position in the ledger of the event behind it (key): grows, for incremental loads.';

create or replace view bi_v1.adjustment as
select entry, agreement_id, month, lead_id, handoff, count, amount, currency, fact_day, booked_day,
  recorded_position, greatest(entry, recorded_position) as position
from adjustment;

comment on view bi_v1.adjustment is 'Entries of pacing whose fact falls in a month that was closed before they were recorded: they are booked in a later month, and the closed one stays as it was.';
comment on column bi_v1.adjustment.entry is 'Position of the entry in bi_v1.pacing_entry (key).';
comment on column bi_v1.adjustment.agreement_id is 'The agreement.';
comment on column bi_v1.adjustment.month is 'The closed month of the fact, as its first day.';
comment on column bi_v1.adjustment.lead_id is 'The lead.';
comment on column bi_v1.adjustment.handoff is 'The number of the handoff.';
comment on column bi_v1.adjustment.count is 'Leads: 1 for a credit, -1 for a debit.';
comment on column bi_v1.adjustment.amount is 'Lead value, exact and unrounded, in currency; negative for a debit.';
comment on column bi_v1.adjustment.currency is 'ISO 4217 code of the amount.';
comment on column bi_v1.adjustment.fact_day is 'Local day of the fact, in the closed month.';
comment on column bi_v1.adjustment.booked_day is 'Local day that it is booked on instead.';
comment on column bi_v1.adjustment.recorded_position is 'Position of the event that shows it in the closed month''s account. Empty: it will follow within moments.';
comment on column bi_v1.adjustment.position is 'Position in the ledger of the last event that touched the row.';

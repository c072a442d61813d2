-- Of the regular versions in force in a month the newest is the agreement's, else of the backfilled ones; after the
-- agreement's end none is. That is said here by months without a hole between versions.
create or replace view bi_v1.dim_terms as
select
  v.agreement_id || '/' || v.version as terms_key,
  v.agreement_id,
  v.version,
  v.valid_from,
  case when v.successor is not null then greatest(v.valid_from, v.successor) end as valid_to,
  v.in_force_from,
  v.backfilled,
  v.time_zone,
  v.currency,
  v.goal_kind,
  v.goal,
  v.terms -> 'curve' ->> 'shape' as curve_shape,
  (v.terms -> 'curve' ->> 'bandBelowShare')::numeric as band_below_share,
  (v.terms -> 'curve' ->> 'bandAboveShare')::numeric as band_above_share,
  coalesce(promised.minutes_hand_raiser_high_fit, promised.minutes) as response_minutes_hand_raiser_high_fit,
  case when promised.minutes_hand_raiser_high_fit is null then promised.clock
    else promised.clock_hand_raiser_high_fit end
    as response_clock_hand_raiser_high_fit,
  coalesce(promised.minutes_hand_raiser_medium_fit, promised.minutes) as response_minutes_hand_raiser_medium_fit,
  case when promised.minutes_hand_raiser_medium_fit is null then promised.clock
    else promised.clock_hand_raiser_medium_fit end
    as response_clock_hand_raiser_medium_fit,
  coalesce(promised.minutes_hand_raiser_low_fit, promised.minutes) as response_minutes_hand_raiser_low_fit,
  case when promised.minutes_hand_raiser_low_fit is null then promised.clock
    else promised.clock_hand_raiser_low_fit end
    as response_clock_hand_raiser_low_fit,
  coalesce(promised.minutes_other_high_fit, promised.minutes) as response_minutes_other_high_fit,
  case when promised.minutes_other_high_fit is null then promised.clock
    else promised.clock_other_high_fit end
    as response_clock_other_high_fit,
  coalesce(promised.minutes_other_medium_fit, promised.minutes) as response_minutes_other_medium_fit,
  case when promised.minutes_other_medium_fit is null then promised.clock
    else promised.clock_other_medium_fit end
    as response_clock_other_medium_fit,
  coalesce(promised.minutes_other_low_fit, promised.minutes) as response_minutes_other_low_fit,
  case when promised.minutes_other_low_fit is null then promised.clock
    else promised.clock_other_low_fit end
    as response_clock_other_low_fit,
  cadence.attempts as cadence_attempts,
  cadence.days as cadence_window_days,
  cadence.clock as cadence_clock,
  v.terms -> 'cadences' as cadences,
  v.panel_id,
  (v.terms -> 'review' ->> 'ruleWithinHours')::int as ruling_hours,
  v.terms -> 'review' ->> 'clock' as ruling_clock,
  (v.terms -> 'review' ->> 'quorum')::int as quorum,
  coalesce((v.terms ->> 'reportingGraceMinutes')::int, 60) as reporting_grace_minutes,
  (v.terms -> 'salesCapacity' ->> 'reps')::int as capacity_reps,
  (v.terms -> 'salesCapacity' ->> 'leadsPerRep')::int as capacity_leads_per_rep,
  (v.terms ->> 'salesCycleMonths')::int as sales_cycle_months,
  (v.terms -> 'compensation' ->> 'carryOverShare')::numeric as carry_over_share,
  (v.terms -> 'termination' ->> 'noticeMonths')::int as notice_months,
  (v.terms -> 'termination' ->> 'goalMissedMonths')::int as trigger_months,
  v.terms -> 'segments' as segments,
  v.terms -> 'conversionActions' as conversion_actions,
  v.terms -> 'valuation' as valuation,
  v.terms -> 'calendar' ->> 'version' as calendar_version,
  v.proposed_by,
  v.proposed_at,
  v.proposed_at at time zone v.time_zone as proposed_local,
  v.marketing_signed_by,
  v.marketing_signed_at,
  v.sales_signed_by,
  v.sales_signed_at,
  v.touched as position
from (
  select t.*,
    case when t.in_force_from is not null then t.effective_from end as valid_from,
    case when t.in_force_from is not null then least(
      lead(t.effective_from) over (
        partition by t.agreement_id, t.backfilled, t.in_force_from is not null order by t.in_force_from, t.version),
      case when t.backfilled then min(t.effective_from)
        filter (where t.in_force_from is not null and not t.backfilled) over (partition by t.agreement_id) end,
      (a.ended_with + interval '1 month')::date
    ) end as successor,
    -- Who follows on them, and the agreement's end, says until when they are valid.
    case when t.in_force_from is null then t.position else greatest(
      max(t.position) filter (where t.in_force_from is not null) over (partition by t.agreement_id),
      case when a.ended_with is not null then a.position end
    ) end as touched
  from terms t
  left join agreement a on a.agreement_id = t.agreement_id
) v
left join lateral (
  select
    max((r ->> 'withinMinutes')::int) filter (where r ->> 'bucket' = 'handRaiserHighFit')
      as minutes_hand_raiser_high_fit,
    max(r ->> 'clock') filter (where r ->> 'bucket' = 'handRaiserHighFit') as clock_hand_raiser_high_fit,
    max((r ->> 'withinMinutes')::int) filter (where r ->> 'bucket' = 'handRaiserMediumFit')
      as minutes_hand_raiser_medium_fit,
    max(r ->> 'clock') filter (where r ->> 'bucket' = 'handRaiserMediumFit') as clock_hand_raiser_medium_fit,
    max((r ->> 'withinMinutes')::int) filter (where r ->> 'bucket' = 'handRaiserLowFit')
      as minutes_hand_raiser_low_fit,
    max(r ->> 'clock') filter (where r ->> 'bucket' = 'handRaiserLowFit') as clock_hand_raiser_low_fit,
    max((r ->> 'withinMinutes')::int) filter (where r ->> 'bucket' = 'otherHighFit')
      as minutes_other_high_fit,
    max(r ->> 'clock') filter (where r ->> 'bucket' = 'otherHighFit') as clock_other_high_fit,
    max((r ->> 'withinMinutes')::int) filter (where r ->> 'bucket' = 'otherMediumFit')
      as minutes_other_medium_fit,
    max(r ->> 'clock') filter (where r ->> 'bucket' = 'otherMediumFit') as clock_other_medium_fit,
    max((r ->> 'withinMinutes')::int) filter (where r ->> 'bucket' = 'otherLowFit')
      as minutes_other_low_fit,
    max(r ->> 'clock') filter (where r ->> 'bucket' = 'otherLowFit') as clock_other_low_fit,
    max((r ->> 'withinMinutes')::int) filter (where r ->> 'bucket' is null) as minutes,
    max(r ->> 'clock') filter (where r ->> 'bucket' is null) as clock
  from jsonb_array_elements(v.terms -> 'responseTimes') r
) promised on true
left join lateral (
  select (c ->> 'attempts')::int as attempts, (c ->> 'windowDays')::int as days, c ->> 'clock' as clock
  from jsonb_array_elements(v.terms -> 'cadences') c
  where c ->> 'segment' is null
  limit 1
) cadence on true;

comment on view bi_v1.dim_terms is 'Every version of terms that was ever proposed, and what it promises. A handoff has the terms that were in force then, for good (rule 3): join by terms_key, not by date.';
comment on column bi_v1.dim_terms.terms_key is 'The version (key): what terms_key of the facts says.';
comment on column bi_v1.dim_terms.agreement_id is 'The agreement (with version the same key).';
comment on column bi_v1.dim_terms.version is '1, 2, 3 … within the agreement.';
comment on column bi_v1.dim_terms.valid_from is 'The first month in which these are the agreement''s terms, as its first day. Empty: not signed by both parties.';
comment on column bi_v1.dim_terms.valid_to is 'The first month in which they no longer are, as its first day (exclusive); the same as valid_from where others took their place before. Empty: they still are, or were never signed.';
comment on column bi_v1.dim_terms.in_force_from is 'From when they value handoffs (UTC): the start of valid_from, or the second signature if that was later. Empty: not signed by both parties.';
comment on column bi_v1.dim_terms.backfilled is 'Signed for the past, to value imported history only.';
comment on column bi_v1.dim_terms.time_zone is 'IANA time zone whose days and months count.';
comment on column bi_v1.dim_terms.currency is 'ISO 4217 code of all money in them.';
comment on column bi_v1.dim_terms.goal_kind is 'What the monthly goal counts: count (leads) or leadValue (money). Empty: no goal.';
comment on column bi_v1.dim_terms.goal is 'The monthly goal, in leads or in currency by goal_kind. Empty: no goal.';
comment on column bi_v1.dim_terms.curve_shape is 'How the goal is spread over the month: straight, businessDays or weighted. Empty: no curve is promised.';
comment on column bi_v1.dim_terms.band_below_share is 'How far below the line is still on it, as a share of the goal (0 to 1).';
comment on column bi_v1.dim_terms.band_above_share is 'How far above.';
comment on column bi_v1.dim_terms.response_minutes_hand_raiser_high_fit is 'The first response is promised within so many minutes to the bucket handRaiserHighFit, of the clock beside it. Empty: not promised.';
comment on column bi_v1.dim_terms.response_clock_hand_raiser_high_fit is 'How they are counted: elapsed or business. Empty: not promised.';
comment on column bi_v1.dim_terms.response_minutes_hand_raiser_medium_fit is 'The first response is promised within so many minutes to the bucket handRaiserMediumFit, of the clock beside it. Empty: not promised.';
comment on column bi_v1.dim_terms.response_clock_hand_raiser_medium_fit is 'How they are counted: elapsed or business. Empty: not promised.';
comment on column bi_v1.dim_terms.response_minutes_hand_raiser_low_fit is 'The first response is promised within so many minutes to the bucket handRaiserLowFit, of the clock beside it. Empty: not promised.';
comment on column bi_v1.dim_terms.response_clock_hand_raiser_low_fit is 'How they are counted: elapsed or business. Empty: not promised.';
comment on column bi_v1.dim_terms.response_minutes_other_high_fit is 'The first response is promised within so many minutes to the bucket otherHighFit, of the clock beside it. Empty: not promised.';
comment on column bi_v1.dim_terms.response_clock_other_high_fit is 'How they are counted: elapsed or business. Empty: not promised.';
comment on column bi_v1.dim_terms.response_minutes_other_medium_fit is 'The first response is promised within so many minutes to the bucket otherMediumFit, of the clock beside it. Empty: not promised.';
comment on column bi_v1.dim_terms.response_clock_other_medium_fit is 'How they are counted: elapsed or business. Empty: not promised.';
comment on column bi_v1.dim_terms.response_minutes_other_low_fit is 'The first response is promised within so many minutes to the bucket otherLowFit, of the clock beside it. Empty: not promised.';
comment on column bi_v1.dim_terms.response_clock_other_low_fit is 'How they are counted: elapsed or business. Empty: not promised.';
comment on column bi_v1.dim_terms.cadence_attempts is 'Contact attempts promised for segments without a cadence of their own. Empty: none is promised to these.';
comment on column bi_v1.dim_terms.cadence_window_days is 'Within so many days, of the clock beside it.';
comment on column bi_v1.dim_terms.cadence_clock is 'How these are counted: elapsed or business.';
comment on column bi_v1.dim_terms.cadences is 'All cadences as a JSON array: segment (left out: all others), attempts, windowDays, clock.';
comment on column bi_v1.dim_terms.panel_id is 'The panel that judges rejections. Empty: nothing can be rejected.';
comment on column bi_v1.dim_terms.ruling_hours is 'The panel promises to rule within so many hours, of the clock beside it.';
comment on column bi_v1.dim_terms.ruling_clock is 'How they are counted: elapsed or business.';
comment on column bi_v1.dim_terms.quorum is 'How many members must have voted, the chair counted in.';
comment on column bi_v1.dim_terms.reporting_grace_minutes is 'A fact reported within so many minutes counts from when it happened.';
comment on column bi_v1.dim_terms.capacity_reps is 'Sales people, where the terms say sales'' capacity. Empty: they don''t.';
comment on column bi_v1.dim_terms.capacity_leads_per_rep is 'Leads that one of them can work in a month.';
comment on column bi_v1.dim_terms.sales_cycle_months is 'How long a sale takes, in months: the look-back''s length. Empty: unknown yet.';
comment on column bi_v1.dim_terms.carry_over_share is 'The share of a shortfall that is carried into the next month (0 to 1). Empty: nothing is.';
comment on column bi_v1.dim_terms.notice_months is 'The agreement ends with the month that is so many after the notice. Empty: at the end of any month.';
comment on column bi_v1.dim_terms.trigger_months is 'A goal missed so many months running may end it without notice. Empty: there is no trigger.';
comment on column bi_v1.dim_terms.segments is 'The codes a lead''s segment can have, as a JSON array.';
comment on column bi_v1.dim_terms.conversion_actions is 'The codes a conversion action can have, as a JSON array.';
comment on column bi_v1.dim_terms.valuation is 'Close rate and average sale as a JSON array; the most specific row wins.';
comment on column bi_v1.dim_terms.calendar_version is 'The name of the business calendar; its days are in dim_calendar_day.';
comment on column bi_v1.dim_terms.proposed_by is 'Who proposed them (subject).';
comment on column bi_v1.dim_terms.proposed_at is 'When (UTC).';
comment on column bi_v1.dim_terms.proposed_local is 'When, in the agreement''s time zone, to show.';
comment on column bi_v1.dim_terms.marketing_signed_by is 'Who signed for marketing (subject). Empty: not signed yet.';
comment on column bi_v1.dim_terms.marketing_signed_at is 'When (UTC).';
comment on column bi_v1.dim_terms.sales_signed_by is 'Who signed for sales (subject). Empty: not signed yet.';
comment on column bi_v1.dim_terms.sales_signed_at is 'When (UTC).';
comment on column bi_v1.dim_terms.position is 'Position in the ledger of the last event that can have touched the row, a later version''s signature and the agreement''s end among them: grows, for incremental loads.';

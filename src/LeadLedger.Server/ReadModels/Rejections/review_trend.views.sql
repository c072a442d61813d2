-- What a panel learns: the cases of a month by what they have in common. A row for each dimension, so that each has its
-- own median: that of a sum can't be made of those of its parts.
create or replace view bi_v1.review_trend as
select agreement_id, date_trunc('month', local_day)::date as month,
  case
    when grouping(source) = 0 then 'source'
    when grouping(conversion_action) = 0 then 'conversionAction'
    when grouping(reason_code) = 0 then 'reason'
    when grouping(criterion) = 0 then 'criterion'
    when grouping(rejected_by) = 0 then 'rejectedBy'
    else 'all'
  end as dimension,
  coalesce(source, conversion_action, reason_code, criterion, rejected_by) as value,
  count(*) as opened,
  count(*) filter (where state = 'open') as open,
  count(*) filter (where verdict is not null) as ruled,
  count(*) filter (where verdict = 'upheld') as upheld,
  count(*) filter (where verdict = 'overturned') as overturned,
  count(*) filter (where state = 'withdrawn') as withdrawn,
  round(count(*) filter (where verdict = 'upheld')::numeric / nullif(count(*) filter (where verdict is not null), 0), 4)
    as upheld_share,
  percentile_disc(0.5) within group (order by seconds_to_rule) as median_seconds_to_rule,
  percentile_disc(0.9) within group (order by seconds_to_rule) as p90_seconds_to_rule,
  percentile_disc(0.5) within group (order by business_seconds_to_rule) as median_business_seconds_to_rule,
  percentile_disc(0.9) within group (order by business_seconds_to_rule) as p90_business_seconds_to_rule,
  count(*) filter (where ruling_state = 'missed') as overdue,
  max(position) as position
from rejection
group by agreement_id, date_trunc('month', local_day),
  grouping sets ((), (source), (conversion_action), (reason_code), (criterion), (rejected_by));

comment on view bi_v1.review_trend is 'What the panels learn from their cases, by the month of the rejection: one row for each agreement, month, dimension and value, and one for all of the month. Rows of one dimension add up to that of all; shares, medians and percentiles don''t.';
comment on column bi_v1.review_trend.agreement_id is 'The agreement (key, with the three that follow).';
comment on column bi_v1.review_trend.month is 'The month of the rejection in the agreement''s time zone, as its first day.';
comment on column bi_v1.review_trend.dimension is 'What the cases have in common: source, conversionAction, reason, criterion, rejectedBy; or all.';
comment on column bi_v1.review_trend.value is 'The source, the code, or the person (subject). Empty: all.';
comment on column bi_v1.review_trend.opened is 'Rejections: open + ruled + withdrawn.';
comment on column bi_v1.review_trend.open is 'Those that still wait for a ruling.';
comment on column bi_v1.review_trend.ruled is 'Those that were ruled on: upheld + overturned.';
comment on column bi_v1.review_trend.upheld is 'Those where the panel ruled that sales was right.';
comment on column bi_v1.review_trend.overturned is 'Those where the panel ruled that sales must work the lead.';
comment on column bi_v1.review_trend.withdrawn is 'Those that sales took back.';
comment on column bi_v1.review_trend.upheld_share is 'upheld ÷ ruled, to four digits. Empty: none was ruled on.';
comment on column bi_v1.review_trend.median_seconds_to_rule is 'Half of the rulings took at most so long, in wall seconds. Empty: none was ruled on.';
comment on column bi_v1.review_trend.p90_seconds_to_rule is 'Nine in ten rulings took at most so long, in wall seconds.';
comment on column bi_v1.review_trend.median_business_seconds_to_rule is 'The median in seconds of the agreement''s open hours. Empty: none was ruled on, or the calendar has none.';
comment on column bi_v1.review_trend.p90_business_seconds_to_rule is 'Nine in ten rulings took at most so long, in seconds of the agreement''s open hours.';
comment on column bi_v1.review_trend.overdue is 'Cases whose time to rule passed without a ruling, by what the ledger knows.';
comment on column bi_v1.review_trend.position is 'Position in the ledger of the last event that touched one of the cases: grows, for incremental loads.';

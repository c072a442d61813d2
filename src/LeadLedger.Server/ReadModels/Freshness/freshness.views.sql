-- The lag is measured against the ledger itself, never against a mark that could be frozen. It names the build whose
-- tables the other views show: a transaction whose snapshot is older than a switch has the position of those tables.
create or replace view bi_v1.freshness as
select
  p.position,
  l.position as last_position,
  greatest(l.position - p.position, 0) as lag,
  projected.recorded_at as projected_until,
  oldest.recorded_at as oldest_unprojected_at,
  coalesce(greatest(extract(epoch from now() - oldest.recorded_at), 0), 0)::numeric(20, 3) as lag_seconds,
  b.model_version,
  b.build,
  b.activated_at,
  projected.occurred_at as event_time
from leadledger.read_model_build b
join leadledger.projection p on p.name = b.progress_name
cross join leadledger.ledger_end l
left join lateral (
  select r.recorded_at from leadledger.recorded r where r.position > p.position order by r.position limit 1
) oldest on true
left join lateral (
  select r.recorded_at, r.occurred_at from leadledger.recorded r where r.position <= p.position order by r.position desc limit 1
) projected on true
where b.build = {build};

comment on view bi_v1.freshness is 'How far the views have come with the ledger, in one row. All of them stand at the same position.';
comment on column bi_v1.freshness.position is 'Position in the ledger up to which all views have been moved forward.';
comment on column bi_v1.freshness.last_position is 'Position of the last event in the ledger.';
comment on column bi_v1.freshness.lag is 'last_position - position: at least as many as there are events that aren''t in the views yet.';
comment on column bi_v1.freshness.projected_until is 'When the last event in the views was recorded (UTC). Empty: there is none.';
comment on column bi_v1.freshness.oldest_unprojected_at is 'When the first event that isn''t in the views was recorded (UTC). Empty: all are.';
comment on column bi_v1.freshness.lag_seconds is 'How long ago that was, in wall seconds; 0 if all are in the views.';
comment on column bi_v1.freshness.model_version is 'Version of the read models'' definition.';
comment on column bi_v1.freshness.build is 'Number of the build that the views show; a rebuild makes a new one.';
comment on column bi_v1.freshness.activated_at is 'Since when the views have shown that build (UTC).';
comment on column bi_v1.freshness.event_time is 'When the last event in the views happened, by the word of who reported it (UTC): before projected_until where it was reported late. Empty: there is none.';

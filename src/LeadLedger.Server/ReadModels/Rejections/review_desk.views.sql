-- What the service itself needs of the cases to hand them out, and nobody else may read: who has voted is in it (rule 6).
-- It isn't part of bi_v1, and the BI role has no way into this schema.
create schema if not exists review_desk;

create or replace view review_desk.review_case as
select lead_id, case_number, handoff, agreement_id, terms_version, panel_id, segment, bucket, conversion_action, source,
  reason_code, criterion, rejected_by, rejected_at, ruling_due_at, priority_at, quorum, value_at_stake, currency, state,
  claimed_by, claimed_until, fence, barred, voted, ruled_at, ruled_version, verdict, root_cause, chair, against_votes,
  -- A claim holds only for as long as its holder can judge.
  not barred ? claimed_by and exists (
    select from panel_member m where m.panel_id = r.panel_id and m.member = r.claimed_by and m.left_at is null
  ) as claimer_judges
from rejection r;

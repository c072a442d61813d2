-- The queue's orders, of a panel and of an agreement: whoever looks at it sees those of some panels or agreements, and
-- each begins where its own begin, however many others there are. A case leaves them when it is ruled on or withdrawn, so
-- their size is that of the queue.
create index if not exists rejection_open_of_panel_by_priority
  on rejection (panel_id, priority_at, lead_id) where state = 'open';
create index if not exists rejection_open_of_panel_by_value
  on rejection (panel_id, (-value_at_stake), rejected_at, lead_id) where state = 'open';
create index if not exists rejection_open_of_panel_by_age
  on rejection (panel_id, rejected_at, lead_id) where state = 'open';
create index if not exists rejection_open_of_panel_by_due
  on rejection (panel_id, ruling_due_at, lead_id) where state = 'open';
create index if not exists rejection_open_of_agreement_by_priority
  on rejection (agreement_id, priority_at, lead_id) where state = 'open';
create index if not exists rejection_open_of_agreement_by_value
  on rejection (agreement_id, (-value_at_stake), rejected_at, lead_id) where state = 'open';
create index if not exists rejection_open_of_agreement_by_age
  on rejection (agreement_id, rejected_at, lead_id) where state = 'open';
create index if not exists rejection_open_of_agreement_by_due
  on rejection (agreement_id, ruling_due_at, lead_id) where state = 'open';

-- The same orders of closed cases, which only grow in number: each is written to them once, when it is closed.
create index if not exists rejection_closed_of_panel_by_priority
  on rejection (panel_id, state, priority_at, lead_id) where state <> 'open';
create index if not exists rejection_closed_of_panel_by_value
  on rejection (panel_id, state, (-value_at_stake), rejected_at, lead_id) where state <> 'open';
create index if not exists rejection_closed_of_panel_by_age
  on rejection (panel_id, state, rejected_at, lead_id) where state <> 'open';
create index if not exists rejection_closed_of_panel_by_due
  on rejection (panel_id, state, ruling_due_at, lead_id) where state <> 'open';
create index if not exists rejection_closed_of_agreement_by_priority
  on rejection (agreement_id, state, priority_at, lead_id) where state <> 'open';
create index if not exists rejection_closed_of_agreement_by_value
  on rejection (agreement_id, state, (-value_at_stake), rejected_at, lead_id) where state <> 'open';
create index if not exists rejection_closed_of_agreement_by_age
  on rejection (agreement_id, state, rejected_at, lead_id) where state <> 'open';
create index if not exists rejection_closed_of_agreement_by_due
  on rejection (agreement_id, state, ruling_due_at, lead_id) where state <> 'open';

-- What somebody works on.
create index if not exists rejection_claimed on rejection (claimed_by) where claimed_by is not null;

-- Rulings on a criterion, for who judges the next case on it; and what rulings have asked for and nobody has done yet.
create index if not exists rejection_precedents on rejection (agreement_id, criterion, ruled_at desc, lead_id)
  where ruled_at is not null;
create index if not exists rejection_next_step_of_owner
  on rejection (next_step_owner, next_step_due_at, lead_id, case_number)
  where next_step_owner is not null and next_step_done_at is null;
create index if not exists rejection_next_step_of_agreement
  on rejection (agreement_id, next_step_due_at, lead_id, case_number)
  where next_step_owner is not null and next_step_done_at is null;

-- What the deadline watch has to look at: the panel's promise, and sales' after a ruling.
create index if not exists rejection_watch on rejection (watch_at) where watch_at is not null;

-- The rulings on a cohort, for the root causes of a source.
create index if not exists rejection_ruled_of_month on rejection (agreement_id, handoff_month) where verdict is not null;

-- The queue's orders; a case leaves them when it is ruled on or withdrawn, so their size is that of the queue.
create index if not exists rejection_open_by_value on rejection (value_at_stake desc, rejected_at, lead_id)
  where state = 'open';
create index if not exists rejection_open_by_age on rejection (rejected_at, lead_id) where state = 'open';
create index if not exists rejection_open_by_due on rejection (ruling_due_at, lead_id) where state = 'open';

-- The same orders of closed cases, which only grow in number: each is written to them once, when it is closed.
create index if not exists rejection_closed_by_value
  on rejection (state, value_at_stake desc, rejected_at, lead_id) where state <> 'open';
create index if not exists rejection_closed_by_age on rejection (state, rejected_at, lead_id) where state <> 'open';
create index if not exists rejection_closed_by_due on rejection (state, ruling_due_at, lead_id) where state <> 'open';

-- What the deadline watch has to look at: the panel's promise, and sales' after a ruling.
create index if not exists rejection_watch on rejection (watch_at) where watch_at is not null;

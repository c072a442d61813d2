-- For a client that has written and now wants to read it here. A statement of its own: what follows in the same
-- statement would be read as of before the wait.
create or replace function bi_v1.wait_for("position" bigint, timeout interval default '5 seconds') returns bigint
language plpgsql volatile set client_min_messages to error as $wait$
declare
  began constant timestamptz := clock_timestamp();
  nap double precision := 0.002;
  reached bigint;
begin
  if "position" is null or timeout is null or timeout < interval '0' or timeout > interval '1 minute' then
    raise exception 'wait_for takes a position and a timeout of at most a minute' using errcode = '22023';
  end if;
  -- Each look needs a snapshot of its own, or it would see for ever what the first one saw.
  if current_setting('transaction_isolation') not in ('read committed', 'read uncommitted') then
    raise exception 'wait_for can''t wait in a transaction at %', upper(current_setting('transaction_isolation'))
      using errcode = '25001', hint = 'Call it before the transaction begins.';
  end if;
  loop
    select f.position into reached from bi_v1.freshness f;
    if reached >= "position" then
      return reached;
    end if;
    if clock_timestamp() - began >= timeout then
      raise exception 'the views stand at position % and didn''t reach % within %',
          coalesce(reached, 0), "position", timeout
        using errcode = '55000', hint = 'bi_v1.freshness tells where the ledger ends and how far the views are.';
    end if;
    perform pg_sleep(least(nap, extract(epoch from timeout - (clock_timestamp() - began))));
    nap := least(nap * 1.5, 0.05);
  end loop;
end
$wait$;

comment on function bi_v1.wait_for(bigint, interval) is 'Waits until all views have reached a position of the ledger, such as the Ledger-Position that a command answered, and tells the position they are at; after the timeout (at most a minute) it fails with SQLSTATE 55000. A statement of its own, outside of REPEATABLE READ.';

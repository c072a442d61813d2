-- How the promises of witnessed leads stand, summed by the local day on which their clocks started and by who owes
-- them; empty: nobody in person. What is neither kept, missed nor lapsed is open.
create table promise_day (
  agreement_id uuid not null,
  day date not null,
  promise text not null,
  person text not null,
  promised bigint not null,
  kept bigint not null,
  missed bigint not null,
  lapsed bigint not null,
  position bigint not null,
  constraint promise_day_pkey primary key (agreement_id, day, promise, person)
) with (fillfactor = 70);

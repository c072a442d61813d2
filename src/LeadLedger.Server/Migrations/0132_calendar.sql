-- Whole years and every day of them, so that a join with it leaves no day out: from the first month that terms can be
-- backfilled for, so that imported history is never older. Weeks are those of ISO 8601. No event changes it, so it is
-- made once and not with every build of the read models.
set local role leadledger_owner;

create table leadledger.dim_date (
  day date not null,
  day_of_month smallint not null,
  day_of_year smallint not null,
  weekday smallint not null,
  weekday_name text not null,
  weekend boolean not null,
  iso_year smallint not null,
  iso_week smallint not null,
  iso_week_start date not null,
  iso_week_label text not null,
  month date not null,
  month_number smallint not null,
  month_name text not null,
  month_label text not null,
  days_in_month smallint not null,
  quarter date not null,
  quarter_number smallint not null,
  quarter_label text not null,
  year smallint not null,
  year_start date not null,
  constraint dim_date_pkey primary key (day)
);

insert into leadledger.dim_date
select
  day, extract(day from day), extract(doy from day), extract(isodow from day), to_char(day, 'FMDay'),
  extract(isodow from day) > 5, extract(isoyear from day), extract(week from day), date_trunc('week', day)::date,
  to_char(day, 'IYYY-"W"IW'), date_trunc('month', day)::date, extract(month from day), to_char(day, 'FMMonth'),
  to_char(day, 'YYYY-MM'), extract(day from date_trunc('month', day) + interval '1 month' - interval '1 day'),
  date_trunc('quarter', day)::date, extract(quarter from day), to_char(day, 'YYYY-"Q"Q'), extract(year from day),
  date_trunc('year', day)::date
from (
  -- A number of days is added: the same as a series of timestamps, without a time zone's hand in it.
  select date '1970-01-01' + n as day from generate_series(0, date '2049-12-31' - date '1970-01-01') n
) days;

grant select on leadledger.dim_date to leadledger_service;

reset role;

create or replace view bi_v1.dim_date as
select
  day,
  day_of_month,
  day_of_year,
  weekday,
  weekday_name,
  weekend,
  iso_year,
  iso_week,
  iso_week_start,
  iso_week_label,
  month,
  month_number,
  month_name,
  month_label,
  days_in_month,
  quarter,
  quarter_number,
  quarter_label,
  year,
  year_start
from leadledger.dim_date;

comment on view bi_v1.dim_date is 'Days: whole years from 1970 to 2049 without a hole, weeks by ISO 8601. What a day is in an agreement''s calendar is in dim_calendar_day.';
comment on column bi_v1.dim_date.day is 'The day (key): what every …_day of the facts says.';
comment on column bi_v1.dim_date.day_of_month is '1 to 31.';
comment on column bi_v1.dim_date.day_of_year is '1 to 366.';
comment on column bi_v1.dim_date.weekday is '1 (Monday) to 7 (Sunday).';
comment on column bi_v1.dim_date.weekday_name is 'Monday to Sunday, in English.';
comment on column bi_v1.dim_date.weekend is 'Saturday or Sunday; whether business is closed, an agreement''s calendar says.';
comment on column bi_v1.dim_date.iso_year is 'The year that the ISO week belongs to; differs from year around New Year.';
comment on column bi_v1.dim_date.iso_week is '1 to 53.';
comment on column bi_v1.dim_date.iso_week_start is 'The Monday of the ISO week.';
comment on column bi_v1.dim_date.iso_week_label is 'As 2026-W09: sorts as text.';
comment on column bi_v1.dim_date.month is 'The month, as its first day: what every …_month of the facts says.';
comment on column bi_v1.dim_date.month_number is '1 to 12.';
comment on column bi_v1.dim_date.month_name is 'January to December, in English.';
comment on column bi_v1.dim_date.month_label is 'As 2026-03: sorts as text.';
comment on column bi_v1.dim_date.days_in_month is '28 to 31.';
comment on column bi_v1.dim_date.quarter is 'The quarter, as its first day.';
comment on column bi_v1.dim_date.quarter_number is '1 to 4.';
comment on column bi_v1.dim_date.quarter_label is 'As 2026-Q1: sorts as text.';
comment on column bi_v1.dim_date.year is 'The calendar year.';
comment on column bi_v1.dim_date.year_start is 'Its first day.';

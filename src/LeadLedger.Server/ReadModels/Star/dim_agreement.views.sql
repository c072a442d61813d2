create or replace view bi_v1.dim_agreement as
select
  agreement_id,
  name,
  sales_team,
  time_zone,
  currency,
  signed_version,
  drafted_by,
  drafted_at,
  drafted_at at time zone time_zone as drafted_local,
  ended_with is not null as ended,
  ended_with,
  ended_at,
  ended_by_party,
  position
from bi_v1.agreement;

comment on view bi_v1.dim_agreement is 'Agreements between marketing and a sales team, one row each.';
comment on column bi_v1.dim_agreement.agreement_id is 'The agreement (key).';
comment on column bi_v1.dim_agreement.name is 'What it is called.';
comment on column bi_v1.dim_agreement.sales_team is 'The sales team that it is with.';
comment on column bi_v1.dim_agreement.time_zone is 'IANA time zone whose days and months count for all of its facts. Empty: nothing was signed yet.';
comment on column bi_v1.dim_agreement.currency is 'ISO 4217 code of all of its money. Empty: nothing was signed yet.';
comment on column bi_v1.dim_agreement.signed_version is 'The newest terms that both parties signed, regular ones before backfilled ones. Empty: none.';
comment on column bi_v1.dim_agreement.drafted_by is 'Who drafted it (subject).';
comment on column bi_v1.dim_agreement.drafted_at is 'When (UTC).';
comment on column bi_v1.dim_agreement.drafted_local is 'When, in its own time zone, to show.';
comment on column bi_v1.dim_agreement.ended is 'It was terminated; its last month may still be to come.';
comment on column bi_v1.dim_agreement.ended_with is 'The last month in force, as its first day. Empty: it wasn''t terminated.';
comment on column bi_v1.dim_agreement.ended_at is 'The first instant after that month (UTC).';
comment on column bi_v1.dim_agreement.ended_by_party is 'The side that ended it: marketing or sales. Empty: the role agreements did, or nobody.';
comment on column bi_v1.dim_agreement.position is 'Position in the ledger of the last event that touched the row.';

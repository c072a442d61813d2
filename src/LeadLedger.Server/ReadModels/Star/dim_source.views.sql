create or replace view bi_v1.dim_source as
select
  source || case campaign when '' then '' else ' ' || campaign end as source_key,
  source,
  nullif(campaign, '') as campaign,
  position
from source;

comment on view bi_v1.dim_source is 'Where leads came from: each source with each of its campaigns, one row a pair that a handoff ever named.';
comment on column bi_v1.dim_source.source_key is 'The pair (key): what source_key of the facts says.';
comment on column bi_v1.dim_source.source is 'The source (code).';
comment on column bi_v1.dim_source.campaign is 'The campaign within it (code). Empty: none.';
comment on column bi_v1.dim_source.position is 'Position in the ledger of the first event that named it: grows, for incremental loads.';

-- The Merkle tree over the ledger, as tiles, and the signed checkpoints of it (ADR-0018). Everything here can be
-- computed again from the events but the signatures. The service adds; it never removes, and of what is there it may
-- only lengthen a tile that isn't full.
create schema seal authorization leadledger_owner;

set local role leadledger_owner;

-- Which ledger this is, in every checkpoint of it. A restored copy is the same ledger.
create table seal.ledger (
  only_one boolean not null default true,
  id uuid not null default gen_random_uuid(),
  constraint ledger_pkey primary key (only_one),
  constraint ledger_only_one check (only_one)
);

insert into seal.ledger default values;

-- 256 hashes a tile, the last of each level shorter. Level 0 holds the leaves and, in step with them, their positions,
-- 8 bytes each, most significant first; hash i of level n covers a whole tile of level n - 1.
create table seal.tile (
  level int not null,
  number bigint not null,
  hashes bytea not null,
  positions bytea,
  first_position bigint,
  constraint tile_pkey primary key (level, number),
  constraint tile_hashes check (length(hashes) between 32 and 8192 and length(hashes) % 32 = 0),
  constraint tile_positions check (
    case when level = 0
      then positions is not null and first_position is not null and length(positions) * 4 = length(hashes)
      else positions is null and first_position is null
    end)
);

-- Hashes can't be compressed: PostgreSQL shouldn't try.
alter table seal.tile alter column hashes set storage external;

create unique index tile_first_position on seal.tile (first_position) where level = 0;

-- Each checkpoint follows on the one before it, and only one can follow on each: so two sealers can't both write.
create table seal.checkpoint (
  tree_size bigint not null,
  previous_size bigint not null,
  last_position bigint not null,
  root bytea not null,
  made_at timestamptz not null,
  key_id text not null,
  note text not null,
  constraint checkpoint_pkey primary key (tree_size),
  constraint checkpoint_one_follows unique (previous_size),
  constraint checkpoint_grows check (tree_size > previous_size and previous_size >= 0),
  constraint checkpoint_root check (length(root) = 32)
);

-- The public halves of the keys that have signed.
create table seal.key (
  id text not null,
  public_key bytea not null,
  first_tree_size bigint not null,
  constraint key_pkey primary key (id)
);

grant usage on schema seal to leadledger_service;
grant select on seal.ledger to leadledger_service;
grant select, insert, update (hashes, positions) on seal.tile to leadledger_service;
grant select, insert on seal.checkpoint, seal.key to leadledger_service;

reset role;

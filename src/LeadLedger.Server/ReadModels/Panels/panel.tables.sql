create table panel (
  panel_id uuid not null,
  name text not null,
  seated_by text not null,
  seated_at timestamptz not null,
  chair text,
  chair_appointed_at timestamptz,
  rota jsonb,
  position bigint not null,
  constraint panel_pkey primary key (panel_id)
);

create table panel_member (
  panel_id uuid not null,
  member text not null,
  function text not null,
  seated_by text not null,
  seated_at timestamptz not null,
  left_at timestamptz,
  position bigint not null,
  constraint panel_member_pkey primary key (panel_id, member)
);

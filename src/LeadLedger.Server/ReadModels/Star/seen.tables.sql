-- What events name, each once, with the position of the first that did: the members of two dimensions that nobody
-- declares beforehand.
create table subject (
  subject text not null,
  position bigint not null,
  constraint subject_pkey primary key (subject)
);

create table source (
  source text not null,
  campaign text not null,
  position bigint not null,
  constraint source_pkey primary key (source, campaign)
);

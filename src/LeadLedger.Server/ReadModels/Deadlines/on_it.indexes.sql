create unique index if not exists on_it_key on on_it (position, promise);

-- The memory is read from its end, for one agreement or one person.
create index if not exists on_it_of_agreement on on_it (agreement_id, off_at, position);
create index if not exists on_it_of_person on on_it (person, off_at, position);

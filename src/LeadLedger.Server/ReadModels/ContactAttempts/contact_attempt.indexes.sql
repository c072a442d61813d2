create unique index if not exists contact_attempt_key on contact_attempt (position);

create unique index if not exists lead_activity_key on lead_activity (position);

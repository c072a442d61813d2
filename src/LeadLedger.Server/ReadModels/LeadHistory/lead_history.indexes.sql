create unique index if not exists lead_history_key on lead_history (lead_id, number);

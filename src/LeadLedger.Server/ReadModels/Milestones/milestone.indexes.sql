create unique index if not exists milestone_key on milestone (position);

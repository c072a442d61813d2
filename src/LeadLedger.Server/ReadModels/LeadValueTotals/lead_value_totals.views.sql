create or replace view bi_v1.lead_value_totals as
select month, agreement_id, segment, bucket, bucket like 'handRaiser%' as hand_raiser, conversion_action, source,
  currency, handoffs, gross_count_booked, net_count_booked, gross_value_booked, net_value_booked, net_count_restated,
  gross_value_restated, net_value_restated, contacted_in_time, contacted_late, contacted, rejected, upheld, overturned,
  withdrawn, rejected - upheld - overturned - withdrawn as under_review, opened, won, lost, returned,
  handoffs - won - lost - returned as open, revenue, position,
  connected, discovery_held, demo_held
from lead_value_totals;

comment on view bi_v1.lead_value_totals is 'Leads and money by month, agreement, segment, bucket, conversion action, source and currency. Booked figures go by the month of the booking; all others are cohorts by the month of the handoff.';
comment on column bi_v1.lead_value_totals.month is 'The month in the agreement''s time zone, as its first day (key, with the six that follow).';
comment on column bi_v1.lead_value_totals.agreement_id is 'The agreement.';
comment on column bi_v1.lead_value_totals.segment is 'Segment (code of the terms).';
comment on column bi_v1.lead_value_totals.bucket is 'Cell of the 2 × 3 qualification matrix.';
comment on column bi_v1.lead_value_totals.hand_raiser is 'The bucket is one of hand raisers.';
comment on column bi_v1.lead_value_totals.conversion_action is 'What the people did to become leads (code of the terms).';
comment on column bi_v1.lead_value_totals.source is 'Where the leads came from.';
comment on column bi_v1.lead_value_totals.currency is 'ISO 4217 code of all money in the row; totals never mix currencies.';
comment on column bi_v1.lead_value_totals.handoffs is 'Handoffs in the month (gross count, restated).';
comment on column bi_v1.lead_value_totals.gross_count_booked is 'Leads credited in the month.';
comment on column bi_v1.lead_value_totals.net_count_booked is 'Leads credited less those debited in the month.';
comment on column bi_v1.lead_value_totals.gross_value_booked is 'Lead value credited in the month, exact and unrounded.';
comment on column bi_v1.lead_value_totals.net_value_booked is 'Lead value credited less that debited in the month.';
comment on column bi_v1.lead_value_totals.net_count_restated is 'The month''s handoffs less those of them whose rejection was upheld.';
comment on column bi_v1.lead_value_totals.gross_value_restated is 'Lead value of the month''s handoffs.';
comment on column bi_v1.lead_value_totals.net_value_restated is 'The same less that of handoffs whose rejection was upheld.';
comment on column bi_v1.lead_value_totals.contacted_in_time is 'Handoffs of the month whose first response came by the time that their own clock promised.';
comment on column bi_v1.lead_value_totals.contacted_late is 'Handoffs of the month whose first response came after that time.';
comment on column bi_v1.lead_value_totals.contacted is 'Handoffs of the month with a first response, those to which none was promised too.';
comment on column bi_v1.lead_value_totals.rejected is 'Rejections of the month''s handoffs: upheld + overturned + withdrawn + under_review.';
comment on column bi_v1.lead_value_totals.upheld is 'Those that the panel upheld.';
comment on column bi_v1.lead_value_totals.overturned is 'Those that the panel overturned.';
comment on column bi_v1.lead_value_totals.withdrawn is 'Those that sales took back.';
comment on column bi_v1.lead_value_totals.under_review is 'Those that the panel hasn''t ruled on yet.';
comment on column bi_v1.lead_value_totals.opened is 'Handoffs of the month that became an opportunity.';
comment on column bi_v1.lead_value_totals.won is 'Handoffs of the month whose deal was won.';
comment on column bi_v1.lead_value_totals.lost is 'Handoffs of the month whose deal was lost.';
comment on column bi_v1.lead_value_totals.returned is 'Handoffs of the month that went back to marketing.';
comment on column bi_v1.lead_value_totals.open is 'Handoffs of the month that are still open: handoffs - won - lost - returned.';
comment on column bi_v1.lead_value_totals.revenue is 'What the deals won from the month''s handoffs brought, in currency.';
comment on column bi_v1.lead_value_totals.position is 'Position in the ledger of the last event in the sums: grows, for incremental loads.';
comment on column bi_v1.lead_value_totals.connected is 'Handoffs of the month whose person answered at least once.';
comment on column bi_v1.lead_value_totals.discovery_held is 'Handoffs of the month with a discovery call.';
comment on column bi_v1.lead_value_totals.demo_held is 'Handoffs of the month with a demo.';

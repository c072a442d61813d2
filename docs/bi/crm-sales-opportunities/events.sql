-- What was brought in, by kind. Of the handoffs without a date of their own the mapping says when they were.
select
  (select count(*) from bi_v1.handoff where source = 'crm-export') as "LeadHandedOff",
  (select count(*) from bi_v1.handoff where source = 'crm-export' and opportunity_day is null)
    as "LeadHandedOff_without_date",
  (select count(*) from bi_v1.milestone m join bi_v1.handoff h using (lead_id, handoff)
    where h.source = 'crm-export' and m.milestone = 'opportunityOpened') as "OpportunityOpened",
  (select count(*) from bi_v1.handoff where source = 'crm-export' and outcome = 'won') as "OpportunityWon",
  (select count(*) from bi_v1.handoff where source = 'crm-export' and outcome = 'lost') as "OpportunityLost",
  (select count(*) from bi_v1.contact_attempt c join bi_v1.handoff h using (lead_id, handoff)
    where h.source = 'crm-export') as "ContactAttempted",
  (select count(*) from bi_v1.rejection r join bi_v1.handoff h using (lead_id, handoff)
    where h.source = 'crm-export') as "LeadRejected",
  (select count(*) from bi_v1.ruling r join bi_v1.handoff h using (lead_id, handoff)
    where h.source = 'crm-export') as "ReviewRuled";

-- What was brought in, by kind. Of the handoffs without a date of their own the mapping says when they were.
select
  (select count(*) from bi_v1.fact_handoff where source = 'crm-export') as "LeadHandedOff",
  (select count(*) from bi_v1.fact_handoff where source = 'crm-export' and opportunity_day is null)
    as "LeadHandedOff_without_date",
  (select count(*) from bi_v1.fact_handoff where source = 'crm-export' and opportunity_day is not null)
    as "OpportunityOpened",
  (select count(*) from bi_v1.fact_outcome where source = 'crm-export' and outcome = 'won') as "OpportunityWon",
  (select count(*) from bi_v1.fact_outcome where source = 'crm-export' and outcome = 'lost') as "OpportunityLost",
  (select count(*) from bi_v1.fact_contact_attempt where source = 'crm-export') as "ContactAttempted",
  (select count(*) from bi_v1.fact_rejection where source = 'crm-export') as "LeadRejected",
  (select count(*) from bi_v1.fact_ruling where source = 'crm-export') as "ReviewRuled";

-- An event with a person is a row of a little more than 2 KB, where PostgreSQL begins to compress values and then to
-- move them to a table of their own. What is encrypted hardly gets shorter, so it did both in vain: a third of what an
-- append took, and another page to fetch for everybody who reads. Up to half a page a row stays as it is.
set local role leadledger_owner;

alter table ledger.mt_events set (toast_tuple_target = 4080);

reset role;

-- The BSN does not pass the 11-test.
-- source: definitions 1 (errors, closed list); protocol version 7, 2.2
-- level: error
-- kind: row
-- field: bsn
bsn_kind = 'failed_11'

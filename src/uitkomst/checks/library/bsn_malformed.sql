-- The BSN is not nine digits.
-- source: definitions 1 (errors, closed list)
-- level: error
-- kind: row
-- field: bsn
bsn_kind = 'malformed'

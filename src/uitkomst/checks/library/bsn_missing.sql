-- There is nothing in the place of the BSN.
-- source: definitions 1 (errors, closed list)
-- level: error
-- kind: row
-- field: bsn
bsn_kind = 'missing'

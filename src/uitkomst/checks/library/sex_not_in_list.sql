-- The sex is not V, M or O.
-- source: definitions 1 (errors, closed list); protocol version 7, 2.4
-- level: error
-- kind: row
-- field: geslacht
geslacht <> '' AND NOT in_sex(geslacht, last_day)

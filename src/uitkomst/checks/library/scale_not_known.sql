-- The scale of the answers is neither empty nor 2018: they are taken to be on the present scale.
-- source: definitions 1 (table, extension)
-- level: signal
-- kind: row
-- field: zonder_hulp_schaal
zonder_hulp_schaal NOT IN ('', '2018')

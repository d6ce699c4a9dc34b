-- The file has a header and no rows: it says that nobody had help.
-- source: definitions 1 (signals)
-- level: signal
-- kind: together
-- field: 
SELECT delivery, 0 AS line, '' AS field, '' AS value FROM deliveries WHERE usable AND rows = 0

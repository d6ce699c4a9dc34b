-- Between this delivery and the provider's delivery before it, one or more periods are missing. The value is the first one.
-- source: domain facts 2.6; definitions 1 (*Silent end*)
-- level: signal
-- kind: together
-- field: 
SELECT delivery, 0 AS line, '' AS field, ((earlier_period + 1) // 2)::VARCHAR || '-' || ((earlier_period + 1) % 2 + 1)::VARCHAR AS value
FROM valid_deliveries WHERE period > earlier_period + 1

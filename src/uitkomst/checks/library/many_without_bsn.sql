-- More than one row in twenty has no BSN; the protocol allows that in exceptional cases only. The value is how many.
-- source: protocol version 7, 2.2 (the share is ours)
-- level: signal
-- kind: together
-- field: 
SELECT delivery, 0 AS line, 'bsn' AS field, count(*)::VARCHAR AS value
FROM typed WHERE NOT refused GROUP BY delivery, (bsn_kind = 'unknown')
HAVING bsn_kind = 'unknown' AND count(*) >= 5 AND count(*) * 20 > (SELECT rows FROM deliveries AS d WHERE d.delivery = typed.delivery)

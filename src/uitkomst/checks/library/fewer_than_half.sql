-- Fewer than half the rows of the version before, or of the period before. The value is both numbers.
-- source: definitions 1 (signals)
-- level: signal
-- kind: together
-- field: 
SELECT d.delivery, 0 AS line, '' AS field, d.rows || ' < ' || max(p.rows) AS value
FROM deliveries AS d JOIN deliveries AS p ON p.provider = d.provider AND p.usable AND d.rows * 2 < p.rows AND (
    (p.period = d.period AND p.version = (
        SELECT max(q.version) FROM deliveries AS q
        WHERE q.usable AND q.provider = d.provider AND q.period = d.period AND q.version < d.version))
    OR (p.period = d.period - 1 AND p.delivery IN (SELECT delivery FROM valid_deliveries)))
WHERE d.usable GROUP BY d.delivery, d.rows

-- Help that was running in the delivery before is absent from this one: it ends silently. The value is how many.
-- source: definitions 1 (*Silent end*); domain facts 9, trap 8
-- level: signal
-- kind: together
-- field: 
SELECT v.delivery, 0 AS line, '' AS field, count(DISTINCT (t.client, t.form, t.start_date))::VARCHAR AS value
FROM valid_deliveries AS v JOIN typed AS t ON t.delivery = v.earlier
LEFT JOIN typed AS n ON n.delivery = v.delivery AND n.client = t.client AND n.form = t.form AND n.start_date = t.start_date
WHERE NOT t.refused AND t.end_date IS NULL AND t.client <> '' AND n.delivery IS NULL
GROUP BY v.delivery

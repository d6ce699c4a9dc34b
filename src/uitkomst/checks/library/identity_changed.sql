-- A client without BSN is gone, and one with a BSN and the same form and start appears for the first time: taken to be the same.
-- source: definitions 1 (*Client*, identity_changed); decision D12
-- level: signal
-- kind: together
-- field: 
WITH gone AS (
    SELECT v.delivery, t.form, t.start_date
    FROM valid_deliveries AS v JOIN typed AS t ON t.delivery = v.earlier
    LEFT JOIN typed AS n ON n.delivery = v.delivery AND n.bsn_kind = t.bsn_kind AND n.form = t.form AND n.start_date = t.start_date
        AND n.sex = t.sex AND n.birth = t.birth AND n.postcode = t.postcode AND (n.postcode <> '' OR n.municipality = t.municipality)
    WHERE NOT t.refused AND t.end_date IS NULL AND t.bsn_kind IN ('unknown', 'unborn') AND n.delivery IS NULL
)
SELECT n.delivery, n.line, 'bsn' AS field, '' AS value
FROM typed AS n JOIN (SELECT DISTINCT * FROM gone) AS g ON g.delivery = n.delivery AND g.form = n.form AND g.start_date = n.start_date
JOIN deliveries AS d ON d.delivery = n.delivery
WHERE NOT n.refused AND n.client <> '' AND NOT EXISTS (
    SELECT 1 FROM typed AS o JOIN valid_deliveries AS w ON w.delivery = o.delivery AND w.provider = d.provider AND w.period < d.period
    WHERE o.client = n.client AND o.form = n.form AND o.start_date = n.start_date)

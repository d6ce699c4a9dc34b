-- Providers that are known from messages alone in their newest half-year, while others go on for two half-years or more:
-- what still ran ends silently with that half-year. The value is how many trajectories.
-- Source: definitions 1 (*Silent end*); decision D15 (the newest two periods).
WITH newest AS (SELECT min(period) AS since FROM (SELECT DISTINCT period FROM deliveries WHERE usable ORDER BY period DESC LIMIT 2)),
last AS (
    SELECT provider, max_by(delivery, (period, version)) AS delivery, max_by(version, (period, version)) AS version, max(period) AS period
    FROM deliveries WHERE usable GROUP BY provider
)
SELECT last.delivery, 0 AS line, 'messages_stopped' AS code, 'signal' AS level, '' AS field, count(*)::VARCHAR AS value
FROM last JOIN typed USING (delivery), newest
WHERE last.version = 0 AND last.period < newest.since AND typed.end_date IS NULL
GROUP BY last.delivery

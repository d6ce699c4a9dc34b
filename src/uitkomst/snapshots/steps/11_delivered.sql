-- For which half-years each provider has a valid delivery, with the one after it and the provider's last one.
-- stopped: no valid delivery in the two newest half-years of the snapshot.
-- source: definitions 1, "Silent end"; decision D15
WITH newest AS (
    SELECT min(period) AS since FROM (SELECT DISTINCT period FROM valid ORDER BY period DESC LIMIT 2) AS two
)
SELECT provider, period,
       lead(period) OVER (PARTITION BY provider ORDER BY period) AS next_period,
       max(period) OVER (PARTITION BY provider) AS last_period,
       max(period) OVER (PARTITION BY provider) < newest.since AS stopped
FROM (SELECT DISTINCT provider, period FROM valid) AS v
CROSS JOIN newest

-- The valid delivery of each provider and half-year: the highest version that is not refused whole.
-- A provider that was succeeded delivers under the number of its successor; steps says how far it lies back.
-- source: definitions 1, "Valid delivery"; "KvK successions are data"
SELECT d.delivery, coalesce(s.successor, d.provider) AS provider, d.period, coalesce(s.steps, 0) AS steps
FROM deliveries d
LEFT JOIN successions s ON s.provider = d.provider
WHERE d.usable
QUALIFY row_number() OVER (PARTITION BY d.provider, d.period ORDER BY d.version DESC) = 1

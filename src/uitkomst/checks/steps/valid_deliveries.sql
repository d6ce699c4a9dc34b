-- Per provider and period the highest version that is not refused whole, with the one of the period before and the newest before that.
-- Source: definitions 1 (*Valid delivery*).
SELECT
    *,
    lag(delivery) OVER w AS earlier,
    lag(period) OVER w AS earlier_period
FROM (
    SELECT delivery, provider, period, version, rows FROM deliveries
    WHERE usable QUALIFY row_number() OVER (PARTITION BY provider, period ORDER BY version DESC) = 1
)
WINDOW w AS (PARTITION BY provider ORDER BY period)

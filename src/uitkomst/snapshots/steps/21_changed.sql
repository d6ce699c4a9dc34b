-- Records whose BSN became known: the one without BSN is gone from the provider's next delivery, running until then,
-- and one with a BSN and the same form and start appears there for the first time.
-- source: definitions 1, "identity_changed"; decision D12
WITH last_seen AS (
    SELECT provider, client, form, start_date, max(period) AS period
    FROM lines WHERE NOT linkable
    GROUP BY provider, client, form, start_date
),
gone AS (
    SELECT l.provider, l.client, l.form, l.start_date, d.next_period AS period,
           row_number() OVER (PARTITION BY l.provider, l.form, l.start_date, d.next_period ORDER BY min(r.line)) AS number
    FROM last_seen l
    JOIN delivered d ON d.provider = l.provider AND d.period = l.period
    JOIN lines r ON r.provider = l.provider AND r.client = l.client AND r.form = l.form AND r.start_date = l.start_date
                AND r.period = l.period
    WHERE d.next_period IS NOT NULL
    GROUP BY l.provider, l.client, l.form, l.start_date, d.next_period
    HAVING count(r.end_date) = 0 AND NOT bool_and(r.refused)
),
appeared AS (
    SELECT provider, client, form, start_date, min(period) AS period
    FROM lines
    WHERE linkable AND (provider, form, start_date) IN (SELECT (provider, form, start_date) FROM gone)
    GROUP BY provider, client, form, start_date
),
new AS (
    SELECT a.provider, a.client, a.form, a.start_date, a.period,
           row_number() OVER (PARTITION BY a.provider, a.form, a.start_date, a.period ORDER BY min(r.line)) AS number
    FROM appeared a
    JOIN lines r USING (provider, client, form, start_date, period)
    GROUP BY a.provider, a.client, a.form, a.start_date, a.period
    HAVING NOT bool_and(r.refused)
)
SELECT gone.provider, gone.client, gone.form, gone.start_date, new.client AS new_client
FROM gone JOIN new USING (provider, form, start_date, period, number)

-- Trajectories that were active in a half-year asked for, with the municipality of that half-year, else of the nearest
-- earlier, else of the nearest later one.
-- as: view
-- source: definitions 2, "active"
WITH active_in AS (
    SELECT t.*, h.period, h.first_day, h.last_day
    FROM trajectories t
    JOIN half_years h ON t.start_date <= h.last_day AND (t.end_date IS NULL OR t.end_date >= h.first_day)
),
placed AS (
    SELECT a.trajectory, a.period,
           coalesce(arg_max(p.municipality, p.period) FILTER (p.period <= a.period), arg_min(p.municipality, p.period)) AS municipality
    FROM active_in a JOIN places p USING (trajectory)
    WHERE a.moved
    GROUP BY a.trajectory, a.period
)
SELECT a.*, CASE WHEN a.moved THEN p.municipality ELSE a.municipality_at_start END AS municipality
FROM active_in a LEFT JOIN placed p USING (trajectory, period)

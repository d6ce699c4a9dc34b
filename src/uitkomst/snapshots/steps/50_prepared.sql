-- Trajectories as the indicators read them: half-years of start and end, municipality in both, age group.
-- The municipality is that of the half-year itself, else of the nearest earlier, else of the nearest later one.
-- source: definitions 2 (age: unknown day = the 15th, unknown month = 1 July)
WITH dated AS (
    SELECT m.*,
           year(start_date) * 2 + (month(start_date) - 1) // 6 AS begin_period,
           year(end_date) * 2 + (month(end_date) - 1) // 6 AS end_period,
           CASE WHEN birth IN ('', '00000000') THEN NULL
                WHEN substr(birth, 5, 2) = '00' THEN try_strptime(substr(birth, 1, 4) || '0701', '%Y%m%d')::DATE
                WHEN substr(birth, 7, 2) = '00' THEN try_strptime(substr(birth, 1, 6) || '15', '%Y%m%d')::DATE
                ELSE try_strptime(birth, '%Y%m%d')::DATE END AS birth_date
    FROM merged m
),
placed AS (
    SELECT d.trajectory,
           coalesce(arg_max(p.municipality, p.period) FILTER (p.period <= d.begin_period),
                    arg_min(p.municipality, p.period)) AS municipality_at_start,
           coalesce(arg_max(p.municipality, p.period) FILTER (p.period <= d.end_period),
                    arg_min(p.municipality, p.period)) AS municipality_at_end,
           min(p.municipality) <> max(p.municipality) AS moved
    FROM dated d JOIN places p USING (trajectory)
    GROUP BY d.trajectory
),
aged AS (
    SELECT *, year(start_date) - year(birth_date)
              - CASE WHEN month(start_date) * 100 + day(start_date) < month(birth_date) * 100 + day(birth_date) THEN 1 ELSE 0 END AS age
    FROM dated
)
SELECT a.* EXCLUDE (birth),
       a.form IN ('11', '12', '13', '14') AS with_stay,
       CASE WHEN a.form IN ('11', '12', '13', '14') THEN a.start_date - 1 ELSE a.start_date END AS care_from,
       CASE WHEN a.birth IN ('', '00000000') THEN 'unborn'
            WHEN a.age IS NULL OR a.age < 0 THEN 'unknown'
            WHEN a.age <= 3 THEN '0-3' WHEN a.age <= 11 THEN '4-11' WHEN a.age <= 17 THEN '12-17'
            WHEN a.age <= 22 THEN '18-22' ELSE '23+' END AS age_group,
       p.municipality_at_start, p.municipality_at_end, p.moved,
       next.provider IS NOT NULL AS follow_up
FROM aged a
JOIN placed p USING (trajectory)
LEFT JOIN (SELECT DISTINCT provider, period FROM delivered) next
       ON next.provider = a.provider AND next.period = a.end_period + 1

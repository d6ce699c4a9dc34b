-- running_two_years: of the trajectories that run on after the half-year, those that began two years or longer before its
-- last day. They are not in the outcome figures.
-- source: definitions 4 (context figures); decision D19
SELECT u.*, '' AS variant, '' AS informant, 1 AS units,
       CASE WHEN start_date <= last_day - INTERVAL 2 YEAR THEN 'met' ELSE 'not_met' END AS verdict,
       '' AS reason, NULL::INTEGER AS value, NULL::VARCHAR AS class
FROM active u WHERE end_date IS NULL OR end_date > last_day

-- turned_18: of the trajectories that ended, those whose client turned 18 before the follow-up of no_return ended.
-- source: definitions 4 ("how many turned 18 before the follow-up ended"); decision D19
SELECT u.*, '' AS variant, '' AS informant, 1 AS units,
       CASE WHEN birth_date IS NULL THEN 'unknown'
            WHEN birth_date + INTERVAL 18 YEAR > end_date AND birth_date + INTERVAL 18 YEAR <= follow_up_day
            THEN 'met' ELSE 'not_met' END AS verdict,
       CASE WHEN birth_date IS NULL THEN 'no_birth_date' ELSE '' END AS reason, NULL::INTEGER AS value, NULL::VARCHAR AS class
FROM ended u

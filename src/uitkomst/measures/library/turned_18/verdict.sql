-- turned_18: of the trajectories that ended, those whose client turned 18 before the follow-up of no_return ended.
-- source: definitions 4 ("how many turned 18 before the follow-up ended"); decision D19
-- Who was born on 29 February is a year older on 1 March of a common year, as in the ages of definitions 2.
WITH born AS (
    SELECT *, (birth_date + INTERVAL 18 YEAR)::DATE
              + CASE WHEN month(birth_date) = 2 AND day(birth_date) = 29 THEN 1 ELSE 0 END AS birthday
    FROM ended
)
SELECT u.* EXCLUDE (birthday), '' AS variant, '' AS informant, 1 AS units,
       CASE WHEN birthday > end_date AND birthday <= follow_up_day THEN 'met' ELSE 'not_met' END AS verdict,
       '' AS reason, NULL::INTEGER AS value, NULL::VARCHAR AS class
FROM born u

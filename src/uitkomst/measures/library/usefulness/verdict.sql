-- usefulness: the grade 1-10 for how useful the help was, per informant.
-- source: definitions 4; protocol version 7, 4.3
WITH obliged AS (
    SELECT e.*, EXISTS (
               SELECT 1 FROM exempt x
               WHERE x.provider = e.provider AND x.municipality = e.municipality AND e.end_date BETWEEN x.valid_from AND x.valid_to
           ) AS not_obliged
    FROM ended e
),
answered AS (
    SELECT *, 'young_person' AS informant, grade_young_person AS grade FROM obliged
    UNION ALL
    SELECT *, 'parent' AS informant, grade_parent AS grade FROM obliged
)
SELECT u.*, '' AS variant, 1 AS units,
       CASE WHEN not_obliged THEN 'excluded' WHEN grade IS NULL THEN 'unknown' ELSE 'known' END AS verdict,
       CASE WHEN not_obliged THEN 'not_obliged' WHEN grade IS NULL THEN 'no_grade' ELSE 'grade' END AS reason,
       grade::INTEGER AS value,
       CASE WHEN grade <= 4 THEN '1-4' WHEN grade <= 6 THEN '5-6' WHEN grade <= 8 THEN '7-8' WHEN grade <= 10 THEN '9-10' END AS class
FROM answered u

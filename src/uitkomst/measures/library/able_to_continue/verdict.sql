-- able_to_continue: can the client go on without help, for now (03) or altogether (04), per informant. 9 = older scale.
-- source: definitions 4; protocol version 7, 4.4
WITH obliged AS (
    SELECT e.*, EXISTS (
               SELECT 1 FROM exempt x
               WHERE x.provider = e.provider AND x.municipality = e.municipality AND e.end_date BETWEEN x.valid_from AND x.valid_to
           ) AS not_obliged
    FROM ended e
),
answered AS (
    SELECT *, 'young_person' AS informant, going_on_young_person AS answer FROM obliged
    UNION ALL
    SELECT *, 'parent' AS informant, going_on_parent AS answer FROM obliged
)
SELECT u.*, v.variant, 1 AS units,
       CASE WHEN not_obliged THEN 'excluded'
            WHEN answer IS NULL OR answer = 9 THEN 'unknown'
            WHEN answer >= v.from_answer THEN 'met' ELSE 'not_met' END AS verdict,
       CASE WHEN not_obliged THEN 'not_obliged'
            WHEN answer IS NULL THEN 'no_answer'
            WHEN answer = 9 THEN 'older_scale' ELSE '0' || answer END AS reason,
       NULL::INTEGER AS value,
       CASE WHEN v.variant = '' AND answer <= 4 THEN '0' || answer END AS class
FROM answered u
CROSS JOIN (VALUES ('', 3), ('or_lighter', 2), ('no_help', 4)) AS v (variant, from_answer)

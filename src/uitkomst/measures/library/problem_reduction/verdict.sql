-- problem_reduction: reliable change for the better between begin and end score of one instrument and informant.
-- reliable_tenths is the smallest change, in tenths of a point, with signed change / (SD * sqrt(2) * sqrt(1 - r)) >= 1.96.
-- MATERIALIZED: DuckDB 2.0.0 fails inside on the join with a small table of norms when the two are inlined ("dict-surviving cache").
-- source: definitions 4; Jacobson & Truax 1991, J Consult Clin Psychol 59:12-19
WITH changed AS MATERIALIZED (
    SELECT u.*, n.reliable_tenths,
           CASE WHEN n.direction = 'higher_is_more_problems' THEN t_begin - t_end ELSE t_end - t_begin END AS change,
           u.instrument IS NOT NULL AS measured
    FROM ended u
    LEFT JOIN norms n ON n.instrument = u.instrument AND n.informant = u.instrument_informant
         AND n.sex = u.sex AND n.age = u.age
),
classed AS (
    SELECT *,
           CASE WHEN NOT measured OR change IS NULL OR reliable_tenths IS NULL THEN NULL
                WHEN change >= reliable_tenths THEN 'better'
                WHEN change <= -reliable_tenths THEN 'worse' ELSE 'same' END AS outcome
    FROM changed
)
SELECT c.* EXCLUDE (reliable_tenths, change, measured, outcome), v.variant, '' AS informant, 1 AS units,
       CASE WHEN form = '01' THEN 'excluded'
            WHEN outcome IS NULL THEN 'unknown'
            WHEN outcome = v.event THEN 'met' ELSE 'not_met' END AS verdict,
       CASE WHEN form = '01' THEN 'freely_accessible'
            WHEN NOT measured THEN 'not_measured'
            WHEN t_begin IS NULL OR t_end IS NULL THEN 'no_pair'
            WHEN reliable_tenths IS NULL THEN 'no_norm'
            ELSE outcome END AS reason,
       NULL::INTEGER AS value,
       CASE WHEN v.variant = '' THEN outcome END AS class
FROM classed c
CROSS JOIN (VALUES ('', 'better'), ('worse', 'worse'), ('trajectory', 'better')) AS v (variant, event)

-- The delivered lines of the valid deliveries, each with the key of its client.
-- Without a real BSN the key is sex, birth date and place inside one provider; equal lines are twins, numbered in file order.
-- A refused line counts as presence only where its BSN can be read. Of two providers that became one, the lines of the newer
-- one are the later. Answers on the older scale are 9, so that the mark travels with the answer.
-- as: view
-- source: definitions 1, "Client"; decisions D11, D14, D34, D35
WITH numbered AS (
    SELECT t.delivery, t.line,
           row_number() OVER (
               PARTITION BY t.delivery, t.sex, t.birth, t.postcode, t.municipality, t.form, t.start_date ORDER BY t.line
           ) AS twin
    FROM typed t
    WHERE t.bsn_kind IN ('unknown', 'unborn') AND NOT t.refused
)
SELECT v.provider, v.period, t.delivery, t.line - v.steps * 10000000000 AS line, t.refused,
       CASE WHEN t.bsn_kind = 'real' THEN t.client
            ELSE v.provider || '/' || t.sex || '/' || t.birth || '/'
                 || CASE WHEN t.postcode <> '' THEN t.postcode ELSE coalesce(t.municipality, '') END || '/' || n.twin
       END AS client,
       t.bsn_kind = 'real' AS linkable,
       t.bsn_kind = 'unborn' OR t.bsn_kind = 'unknown' AND t.birth IN ('', '00000000') AS unborn,
       t.birth, t.sex, t.municipality, t.referrer, t.form, t.crisis, t.start_date, t.end_date,
       CASE WHEN t.end_date IS NULL THEN NULL ELSE t.end_reason END AS end_reason,
       t.grade_young_person, t.grade_parent,
       CASE WHEN t.older_scale AND t.going_on_young_person IS NOT NULL THEN 9 ELSE t.going_on_young_person END AS going_on_young_person,
       CASE WHEN t.older_scale AND t.going_on_parent IS NOT NULL THEN 9 ELSE t.going_on_parent END AS going_on_parent,
       t.team, t.intervention, t.target_group, t.severity,
       t.instrument, t.instrument_informant, t.t_begin, t.t_end,
       t.goals_agreed, t.goals_assessed, t.goals_achieved
FROM typed t
JOIN valid v ON v.delivery = t.delivery
LEFT JOIN numbered n ON n.delivery = t.delivery AND n.line = t.line
WHERE t.form IS NOT NULL AND t.form <> '' AND t.start_date IS NOT NULL
  AND (t.bsn_kind = 'real' AND t.client <> '' OR t.bsn_kind IN ('unknown', 'unborn') AND NOT t.refused)

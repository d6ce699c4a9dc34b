-- response: of the trajectories that ended, those with at least one outcome answer, per informant.
-- source: definitions 4 (context figures); decision D19
SELECT u.*, '' AS variant, i.informant, 1 AS units,
       CASE WHEN coalesce(CASE WHEN i.informant = 'parent' THEN grade_parent ELSE grade_young_person END,
                          CASE WHEN i.informant = 'parent' THEN going_on_parent ELSE going_on_young_person END) IS NOT NULL
            THEN 'met' ELSE 'not_met' END AS verdict,
       '' AS reason, NULL::INTEGER AS value, NULL::VARCHAR AS class
FROM ended u
CROSS JOIN (VALUES ('young_person'), ('parent')) AS i (informant)

-- started_in_crisis: share of begun trajectories that started with settling a crisis, as the professional judged.
-- source: definitions 4 (context figures); protocol version 7, 3.4
SELECT u.*, '' AS variant, '' AS informant, 1 AS units,
       CASE WHEN crisis IS NULL THEN 'unknown' WHEN crisis THEN 'met' ELSE 'not_met' END AS verdict,
       CASE WHEN crisis IS NULL THEN 'not_in_message' ELSE '' END AS reason, NULL::INTEGER AS value, NULL::VARCHAR AS class
FROM begun u

-- ended: how many trajectories. Context: it says how large the group behind the outcome figures is.
-- source: definitions 2 and 4 (context figures); decision D19
SELECT u.*, '' AS variant, '' AS informant, 1 AS units, 'known' AS verdict, '' AS reason, NULL::INTEGER AS value, NULL::VARCHAR AS class
FROM ended u

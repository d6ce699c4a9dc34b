-- duration: days from start to end, both counted, of the trajectories that ended.
-- source: definitions 4 (context figures); decision D19
SELECT u.*, '' AS variant, '' AS informant, 1 AS units, 'known' AS verdict, '' AS reason,
       (end_date - start_date + 1)::INTEGER AS value, NULL::VARCHAR AS class
FROM ended u

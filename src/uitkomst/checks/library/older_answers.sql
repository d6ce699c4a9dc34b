-- Answers on going on without help about a period before 2022, not marked as the older scale. The value is how many.
-- source: definitions 1 (table, zonder_hulp_schaal); domain facts 1.3 and 9, trap 2
-- level: signal
-- kind: together
-- field: 
SELECT delivery, 0 AS line, 'zonder_hulp_schaal' AS field, count(*)::VARCHAR AS value
FROM typed JOIN deliveries USING (delivery)
WHERE period < 2022 * 2 AND NOT refused AND NOT older_scale AND (going_on_young_person IS NOT NULL OR going_on_parent IS NOT NULL)
GROUP BY delivery

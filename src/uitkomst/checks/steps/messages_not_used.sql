-- Half-years for which a provider has both messages and a delivery file that is not refused whole: the file holds.
-- Source: the decision on messages. Messages stand in ``deliveries`` as version 0.
SELECT m.delivery, 0 AS line, 'messages_not_used' AS code, 'signal' AS level, '' AS field, m.rows::VARCHAR AS value
FROM deliveries AS m
WHERE m.usable AND m.version = 0 AND EXISTS (
    SELECT 1 FROM deliveries AS d WHERE d.usable AND d.version > 0 AND d.provider = m.provider AND d.period = m.period)

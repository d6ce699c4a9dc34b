-- The answer on going on without help is not on the scale: it is not used.
-- source: definitions 1 (signals); protocol version 7, 4.4
-- level: signal
-- kind: row
-- field: zonder_hulp_jeugdige, zonder_hulp_ouder
{field} <> '' AND read_going_on({field}, older_scale) IS NULL

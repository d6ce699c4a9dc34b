-- A number of goals is not a whole number up to 999: the goals are not used.
-- source: definitions 1 (block of goals)
-- level: signal
-- kind: row
-- field: doelen_afgesproken, doelen_beoordeeld, doelen_gerealiseerd
{field} <> '' AND read_count({field}) IS NULL

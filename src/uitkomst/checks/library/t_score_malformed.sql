-- A T-score is not a number up to 999 with at most one decimal: it is not used.
-- source: definitions 1 (T-scores)
-- level: signal
-- kind: row
-- field: t_begin, t_eind
{field} <> '' AND read_tenths({field}) IS NULL

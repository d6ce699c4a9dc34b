-- The help starts after the last day of the period.
-- source: definitions 1 (errors, closed list)
-- level: error
-- kind: row
-- field: datum_aanvang
start_date > last_day

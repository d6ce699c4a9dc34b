-- The help ended before the first day of the period.
-- source: definitions 1 (errors, closed list)
-- level: error
-- kind: row
-- field: datum_einde
end_date < first_day

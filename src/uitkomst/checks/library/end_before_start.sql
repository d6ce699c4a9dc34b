-- The help ends before it starts.
-- source: definitions 1 (errors, closed list)
-- level: error
-- kind: row
-- field: datum_einde
end_date < start_date

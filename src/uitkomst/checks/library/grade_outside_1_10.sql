-- A grade is not a whole number from 1 to 10.
-- source: definitions 1 (errors, closed list); protocol version 7, 4.3
-- level: error
-- kind: row
-- field: nut_jeugdige, nut_ouder
{field} <> '' AND read_grade({field}) IS NULL

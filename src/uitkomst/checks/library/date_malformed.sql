-- A start or end date is no day of the calendar written JJJJMMDD.
-- source: definitions 1 (errors, closed list); protocol version 7, 3.5 and 3.6
-- level: error
-- kind: row
-- field: datum_aanvang, datum_einde
{field} <> '' AND read_date({field}) IS NULL

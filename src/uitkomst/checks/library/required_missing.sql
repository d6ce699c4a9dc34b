-- A field that every row must have is empty.
-- source: definitions 1 (errors, closed list)
-- level: error
-- kind: row
-- field: geboortedatum, geslacht, verwijzer, hulpvorm, gestart_met_crisis, datum_aanvang
{field} = ''

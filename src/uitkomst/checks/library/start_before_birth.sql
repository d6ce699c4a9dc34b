-- The help starts before the birth.
-- source: definitions 1 (signals)
-- level: signal
-- kind: row
-- field: datum_aanvang
-- An unknown day or month can be any: the start must lie before all of them.
CASE WHEN start_date < birth_on THEN
    NOT (right(geboortedatum, 2) = '00' AND left(geboortedatum, 6) = left(datum_aanvang, 6))
    AND NOT (substring(geboortedatum, 5, 2) = '00' AND left(geboortedatum, 4) = left(datum_aanvang, 4)) END

-- The help starts before the birth.
-- source: definitions 1 (signals)
-- level: signal
-- kind: row
-- field: datum_aanvang
geboortedatum > datum_aanvang AND start_date < birth_day(geboortedatum) AND start_date < read_date(left(geboortedatum, 4) || '0101') + INTERVAL 1 YEAR AND NOT (right(geboortedatum, 2) = '00' AND left(geboortedatum, 6) = left(datum_aanvang, 6)) AND NOT (substring(geboortedatum, 5, 2) = '00' AND left(geboortedatum, 4) = left(datum_aanvang, 4))

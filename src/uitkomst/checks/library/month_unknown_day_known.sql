-- The birth month is unknown (00), but a day is given: the day is not used.
-- source: protocol version 7, 2.3
-- level: signal
-- kind: row
-- field: geboortedatum
CASE WHEN substring(geboortedatum, 5, 2) = '00' THEN birth_known AND right(geboortedatum, 2) <> '00' END

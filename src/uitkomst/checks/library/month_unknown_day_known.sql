-- The birth month is unknown (00), but a day is given: the day is not used.
-- source: protocol version 7, 2.3
-- level: signal
-- kind: row
-- field: geboortedatum
birth_known AND geboortedatum <> '00000000' AND substring(geboortedatum, 5, 2) = '00' AND right(geboortedatum, 2) <> '00'

-- Unborn according to the BSN or the birth date, but not according to the other.
-- source: protocol version 7, 2.2 and 2.3; domain facts 9, trap 1
-- level: signal
-- kind: row
-- field: geboortedatum
(bsn_kind = 'unborn') <> (geboortedatum = '00000000') AND bsn_kind IN ('real', 'unborn', 'unknown') AND birth_known

-- The birth date is no date written JJJJMMDD (day or month may be 00; zeros = unborn).
-- source: definitions 1 (errors, closed list); protocol version 7, 2.3
-- level: error
-- kind: row
-- field: geboortedatum
geboortedatum <> '' AND NOT birth_known

-- The referrer is not a code of the list.
-- source: definitions 1 (errors, closed list); protocol version 7, 3.2
-- level: error
-- kind: row
-- field: verwijzer
verwijzer <> '' AND NOT in_referrer(verwijzer, first_day)

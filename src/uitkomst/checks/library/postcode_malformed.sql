-- The postcode is not four digits and two letters: the municipality code is used.
-- source: definitions 1 (table); protocol version 7, 2.5
-- level: signal
-- kind: row
-- field: postcode
postcode <> '' AND NOT regexp_full_match(postcode, '[1-9][0-9]{3}[A-Z]{2}')

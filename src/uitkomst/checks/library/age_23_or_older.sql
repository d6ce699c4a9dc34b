-- The client is 23 or older when the help starts.
-- source: definitions 1 (signals); protocol version 7, 2.1
-- level: signal
-- kind: row
-- field: geboortedatum
CASE WHEN start_date - birth_on >= 8400 THEN birth_on + INTERVAL 23 YEAR <= start_date END

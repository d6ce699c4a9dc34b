-- The postcode lies in another municipality than the code says; the postcode is used.
-- source: protocol version 7, 2.5
-- level: signal
-- kind: row
-- field: gemeentecode
postcode_municipality <> stated_municipality

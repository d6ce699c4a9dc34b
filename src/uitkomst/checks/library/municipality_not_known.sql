-- The municipality code is not known; the postcode is used.
-- source: definitions 1 (table)
-- level: signal
-- kind: row
-- field: gemeentecode
gemeentecode <> '' AND stated_municipality IS NULL AND postcode_municipality IS NOT NULL

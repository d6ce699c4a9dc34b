-- Neither the municipality code nor the postcode leads to a known municipality.
-- source: definitions 1 (errors, closed list); protocol version 7, 2.5
-- level: error
-- kind: row
-- field: gemeentecode
stated_municipality IS NULL AND postcode_municipality IS NULL

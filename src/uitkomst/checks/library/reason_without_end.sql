-- There is an end reason but no end date.
-- source: definitions 1 (errors, closed list)
-- level: error
-- kind: row
-- field: reden_beeindiging
reden_beeindiging <> '' AND datum_einde = ''

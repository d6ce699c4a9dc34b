-- The help started before 2015, when the Jeugdwet came into force.
-- source: definitions 1 (signals)
-- level: signal
-- kind: row
-- field: datum_aanvang
start_date < DATE '2015-01-01'

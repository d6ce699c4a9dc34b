-- The help ended and no reason is given: the reason is unknown.
-- source: definitions 1 (signals)
-- level: signal
-- kind: row
-- field: reden_beeindiging
end_date IS NOT NULL AND reden_beeindiging = ''

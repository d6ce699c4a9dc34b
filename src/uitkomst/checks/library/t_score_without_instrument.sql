-- There is a T-score, but not of which instrument or who answered.
-- source: definitions 1 (block of measurement); domain facts 1.5
-- level: signal
-- kind: row
-- field: instrument
(t_begin <> '' OR t_eind <> '') AND (instrument = '' OR informant_instrument = '')

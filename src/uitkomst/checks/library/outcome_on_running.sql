-- There are outcome answers, but the help has not ended.
-- source: definitions 1 (signals); domain facts 9, trap 10
-- level: signal
-- kind: row
-- field: datum_einde
has_outcome AND datum_einde = ''

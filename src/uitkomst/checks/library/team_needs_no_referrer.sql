-- Help by the neighbourhood team (01) has a referrer other than 06.
-- source: definitions 1 (errors, closed list); protocol version 7, 3.2
-- level: error
-- kind: row
-- field: verwijzer
hulpvorm = '01' AND verwijzer NOT IN ('06', '')

-- Started with a crisis is not 01 or 02.
-- source: definitions 1 (errors, closed list); protocol version 7, 3.4
-- level: error
-- kind: row
-- field: gestart_met_crisis
gestart_met_crisis <> '' AND NOT in_crisis(gestart_met_crisis, last_day)

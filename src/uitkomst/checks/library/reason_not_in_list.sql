-- The end reason is not a code of the list: the reason is unknown.
-- source: definitions 1 (signals); protocol version 7, 3.7
-- level: signal
-- kind: row
-- field: reden_beeindiging
reden_beeindiging <> '' AND NOT in_end_reason(reden_beeindiging, last_day)

-- The help ended on or around the eighteenth birthday, for another reason than according to plan (01).
-- source: protocol version 7, 3.7; domain facts 9, trap 11
-- level: signal
-- kind: row
-- field: reden_beeindiging
end_date BETWEEN birth_day(geboortedatum) + INTERVAL 18 YEAR - INTERVAL 1 DAY AND birth_day(geboortedatum) + INTERVAL 18 YEAR + INTERVAL 1 DAY AND right(geboortedatum, 2) <> '00' AND in_end_reason(reden_beeindiging, last_day) AND reden_beeindiging <> '01'

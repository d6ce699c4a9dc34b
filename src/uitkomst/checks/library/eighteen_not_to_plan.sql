-- The help ended on or around the eighteenth birthday, for another reason than according to plan (01).
-- source: protocol version 7, 3.7; domain facts 9, trap 11
-- level: signal
-- kind: row
-- field: reden_beeindiging
CASE WHEN end_date - birth_on BETWEEN 6573 AND 6576 THEN
    abs(end_date - (birth_on + INTERVAL 18 YEAR)::DATE) <= 1 AND right(geboortedatum, 2) <> '00'
    AND in_end_reason(reden_beeindiging, last_day) AND reden_beeindiging <> '01' END

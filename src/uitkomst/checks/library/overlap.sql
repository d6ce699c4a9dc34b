-- A client has the same form of help twice at the same time: they are joined into one trajectory. The value is the start before.
-- source: definitions 1 (*Overlap*); protocol version 7, 3.1
-- level: signal
-- kind: file
-- field: 
SELECT delivery, line, 'datum_aanvang' AS field, strftime(start_before, '%Y%m%d') AS value
FROM (
    SELECT delivery, line, start_date,
        -- The end so far is the latest of all before, not that of the one before; running lasts until the end of time.
        max(coalesce(end_date, DATE '9999-12-31')) OVER before AS end_before, max(start_date) OVER before AS start_before
    FROM repeated JOIN (
        SELECT delivery, client, form FROM repeated
        GROUP BY ALL HAVING count(DISTINCT start_date) > 1
    ) USING (delivery, client, form)
    WINDOW before AS (
        PARTITION BY delivery, client, form ORDER BY start_date RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 DAY PRECEDING)
)
WHERE start_date <= end_before

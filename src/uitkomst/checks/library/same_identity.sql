-- Two lines of the same client, form of help and start: they are one, the later line counts. The value is the first line.
-- source: definitions 1 (*Same identity*); protocol version 7, 3.1
-- level: signal
-- kind: file
-- field: 
SELECT delivery, line, 'datum_aanvang' AS field, first_line::VARCHAR AS value
FROM repeated JOIN (
    SELECT delivery, client, form, start_date, min(line) AS first_line FROM repeated
    GROUP BY ALL HAVING count(*) > 1
) USING (delivery, client, form, start_date)
WHERE line > first_line

-- Two lines without BSN say the same of sex, birth date, place, form and start: they count as two clients. The value is the first line.
-- source: definitions 1 (*Client*); decision D11
-- level: signal
-- kind: file
-- field: 
SELECT delivery, line, 'geboortedatum' AS field, first_line::VARCHAR AS value
FROM judged JOIN (
    SELECT delivery, sex, birth, postcode, municipality, form, start_date, min(line) AS first_line FROM judged
    WHERE NOT refused AND client = '' GROUP BY ALL HAVING count(*) > 1
) USING (delivery, sex, birth, postcode, municipality, form, start_date)
WHERE NOT refused AND client = '' AND line > first_line

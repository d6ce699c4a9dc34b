-- The same client has another sex or birth date than on an earlier line of the file. The value is the first line.
-- source: protocol version 7, 2.2 to 2.4
-- level: signal
-- kind: file
-- field: 
SELECT delivery, line, 'geboortedatum' AS field, first_line::VARCHAR AS value
FROM repeated JOIN (
    SELECT delivery, client, min(line) AS first_line, arg_min(sex || birth, line) AS first_person FROM repeated
    GROUP BY ALL HAVING min(sex || birth) <> max(sex || birth)
) USING (delivery, client)
WHERE sex || birth <> first_person

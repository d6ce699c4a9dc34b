-- The same client has another sex or birth date than on an earlier line of the file. The value is the first line.
-- source: protocol version 7, 2.2 to 2.4
-- level: signal
-- kind: file
-- field: 
SELECT delivery, line, 'geboortedatum' AS field, first_line::VARCHAR AS value
FROM judged JOIN (
    SELECT delivery, client, min(line) AS first_line, arg_min(geslacht || geboortedatum, line) AS first_person FROM judged
    WHERE NOT refused AND client <> '' GROUP BY ALL HAVING min(geslacht || geboortedatum) <> max(geslacht || geboortedatum)
) USING (delivery, client)
WHERE NOT refused AND geslacht || geboortedatum <> first_person

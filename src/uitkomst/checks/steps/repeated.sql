-- The usable rows of clients that have more than one in the same file: what the rules over a file look at.
-- Source: definitions 1 (*Same identity*, *Overlap*).
SELECT delivery, line, client, form, start_date, end_date, sex, birth
FROM judged JOIN (
    SELECT delivery, client FROM judged WHERE NOT refused AND client <> '' GROUP BY ALL HAVING count(*) > 1
) USING (delivery, client)
WHERE NOT refused

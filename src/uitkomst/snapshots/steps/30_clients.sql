-- A number for each client of this snapshot: later steps group by a number, not by a text.
SELECT client, linkable, row_number() OVER (ORDER BY client) AS number
FROM (SELECT client, bool_or(linkable) AS linkable FROM known GROUP BY client) AS c

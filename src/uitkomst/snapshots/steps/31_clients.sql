-- A number for each client of this snapshot: later steps group by a number, not by a text.
SELECT client, row_number() OVER (ORDER BY client) AS number
FROM (SELECT DISTINCT client FROM identities) AS c

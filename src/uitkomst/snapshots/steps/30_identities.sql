-- A number for each identity (provider, client, form, start), and the last half-year in which it was delivered: a refused
-- line whose client, form and start can be read counts as presence.
-- source: definitions 1, "Same identity" and "Silent end"
SELECT row_number() OVER () AS identity, provider, client, form, start_date,
       bool_or(linkable) AS linkable, bool_and(unborn) AS unborn, max(period) AS last_present
FROM known
GROUP BY provider, client, form, start_date

-- The last half-year in which each identity was delivered; a refused line whose client, form and start can be read counts.
-- source: definitions 1, "Silent end"
SELECT k.provider, c.number AS client, k.form, k.start_date, max(k.period) AS last_present
FROM known k JOIN clients c USING (client)
GROUP BY k.provider, c.number, k.form, k.start_date

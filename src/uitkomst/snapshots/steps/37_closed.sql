-- The same with silent ends: no end date and not delivered again, or a provider that stopped delivering.
-- The end is the last day of the last half-year in which it was delivered, with reason unknown.
-- source: definitions 1, "Silent end"
SELECT i.identity, i.provider, c.number AS client, i.form, i.start_date, i.linkable, i.unborn,
       f.* EXCLUDE (identity, end_date),
       CASE WHEN f.end_date IS NOT NULL THEN f.end_date
            WHEN i.last_present < d.last_period OR d.stopped
            THEN make_date(i.last_present // 2, CASE WHEN i.last_present % 2 = 0 THEN 6 ELSE 12 END,
                           CASE WHEN i.last_present % 2 = 0 THEN 30 ELSE 31 END)
       END AS end_date,
       f.end_date IS NULL AND (i.last_present < d.last_period OR d.stopped) AS ended_by_absence
FROM filled f
JOIN identities i USING (identity)
JOIN clients c USING (client)
JOIN (SELECT DISTINCT provider, last_period, stopped FROM delivered) d USING (provider)

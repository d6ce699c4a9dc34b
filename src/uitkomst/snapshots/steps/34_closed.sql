-- The same with silent ends: no end date and not delivered again, or a provider that stopped delivering.
-- The end is the last day of the last half-year in which it was delivered, with reason unknown.
-- source: definitions 1, "Silent end"
SELECT i.* EXCLUDE (end_date),
       CASE WHEN i.end_date IS NOT NULL THEN i.end_date
            WHEN p.last_present < d.last_period OR d.stopped
            THEN make_date(p.last_present // 2, CASE WHEN p.last_present % 2 = 0 THEN 6 ELSE 12 END,
                           CASE WHEN p.last_present % 2 = 0 THEN 30 ELSE 31 END)
       END AS end_date,
       i.end_date IS NULL AND (p.last_present < d.last_period OR d.stopped) AS ended_by_absence
FROM identities i
JOIN presence p USING (provider, client, form, start_date)
JOIN (SELECT DISTINCT provider, last_period, stopped FROM delivered) d USING (provider)

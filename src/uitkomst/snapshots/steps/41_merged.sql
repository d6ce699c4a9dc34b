-- Trajectories: start, referrer and crisis of the first to start, everything else of the last to end.
-- source: definitions 1, "Overlap"
SELECT row_number() OVER (ORDER BY last.client, first.start_date, last.form, last.provider) AS trajectory,
       last.* EXCLUDE (start_date, referrer, crisis), first.start_date, first.referrer, first.crisis
FROM parts p
JOIN closed last USING (provider, client, form, start_date)
JOIN closed first ON first.provider = p.provider AND first.client = p.client AND first.form = p.form
                 AND first.start_date = p.merged_start
WHERE p.ends_last = 1

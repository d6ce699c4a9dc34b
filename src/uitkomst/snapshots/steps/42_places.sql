-- The municipality of a trajectory in each half-year for which it was delivered; of parts that overlap, that of the part
-- that ends last.
-- source: definitions 2; decision D16
SELECT m.trajectory, r.period, arg_min(r.municipality, p.ends_last) AS municipality
FROM records r
JOIN parts p USING (provider, client, form, start_date)
JOIN merged m ON m.provider = p.provider AND m.client = p.client AND m.form = p.form AND m.start_date = p.merged_start
GROUP BY m.trajectory, r.period

-- The municipality of a trajectory in each half-year for which it was delivered; of parts that overlap, that of the part
-- that ends last.
-- source: definitions 2; decision D16
SELECT r.identity AS trajectory, r.period, r.municipality
FROM records r ANTI JOIN parts p ON p.identity = r.identity
UNION ALL
SELECT last.identity, r.period, arg_min(r.municipality, p.ends_last)
FROM records r
JOIN parts p ON p.identity = r.identity
JOIN parts last ON last.first_identity = p.first_identity AND last.ends_last = 1
GROUP BY last.identity, r.period

-- The record of the latest half-year of each identity.
-- source: definitions 1, "Same identity"
SELECT r.*
FROM records r
JOIN (SELECT identity, max(period) AS period FROM records GROUP BY identity) last USING (identity, period)

-- Trajectories: start, referrer and crisis of the first to start, everything else of the last to end. The number is that of
-- the identity whose other fields hold.
-- source: definitions 1, "Overlap"
SELECT c.identity AS trajectory, c.* EXCLUDE (identity)
FROM closed c ANTI JOIN parts p ON p.identity = c.identity
UNION ALL BY NAME
SELECT last.identity AS trajectory, last.* EXCLUDE (identity) REPLACE (
           first.start_date AS start_date, first.referrer AS referrer, first.crisis AS crisis)
FROM parts p
JOIN closed last ON last.identity = p.identity
JOIN closed first ON first.identity = p.first_identity
WHERE p.ends_last = 1

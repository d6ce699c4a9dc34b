-- The prepared snapshot: trajectories with what came before and after.
SELECT s.*,
       coalesce(l.care_continues, FALSE) AS care_continues,
       l.next_start, l.next_any_start, l.previous_end,
       coalesce(l.in_care, FALSE) AS in_care
FROM selected s
LEFT JOIN linked l USING (trajectory)

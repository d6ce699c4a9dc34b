-- Trajectories that ended in a half-year asked for.
-- as: view
-- source: definitions 2, "ended"
SELECT t.*, h.period, h.first_day, h.last_day, h.follow_up_day, t.municipality_at_end AS municipality
FROM trajectories t JOIN half_years h ON h.period = t.end_period

-- Trajectories that began in a half-year asked for.
-- as: view
-- source: definitions 2, "begun"
SELECT t.*, h.period, h.first_day, h.last_day, h.look_back_day, t.municipality_at_start AS municipality
FROM trajectories t JOIN half_years h ON h.period = t.begin_period

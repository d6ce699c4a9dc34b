-- What earlier records of an identity give for outcome and extension fields: the latest that has each, blocks whole.
-- source: definitions 1, "Same identity"
SELECT r.identity,
       arg_max(r.grade_young_person, r.period) AS grade_young_person, arg_max(r.grade_parent, r.period) AS grade_parent,
       arg_max(r.going_on_young_person, r.period) AS going_on_young_person, arg_max(r.going_on_parent, r.period) AS going_on_parent,
       arg_max(r.team, r.period) AS team, arg_max(r.intervention, r.period) AS intervention,
       arg_max(r.target_group, r.period) AS target_group, arg_max(r.severity, r.period) AS severity,
       max(r.period) FILTER (r.has_measure) AS measured_in, max(r.period) FILTER (r.has_goals) AS goals_in
FROM records r JOIN latest l USING (identity)
WHERE r.period < l.period
GROUP BY r.identity

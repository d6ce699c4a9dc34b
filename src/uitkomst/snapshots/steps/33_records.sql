-- One record per identity and half-year: in one file the later line wins, field by field where filled; blocks move whole.
-- source: definitions 1, "Same identity"; decision D13
WITH repeated AS (
    SELECT identity, period FROM numbered GROUP BY identity, period HAVING count(*) > 1
)
SELECT n.* EXCLUDE (line) FROM numbered n ANTI JOIN repeated r USING (identity, period)
UNION ALL BY NAME
SELECT identity, period,
       arg_max(birth, line) AS birth, arg_max(sex, line) AS sex, arg_max(municipality, line) AS municipality,
       arg_max(referrer, line) AS referrer, arg_max(crisis, line) AS crisis,
       arg_max(end_date, line) AS end_date,
       (max_by(struct_pack(v := end_reason), line) FILTER (end_date IS NOT NULL)).v AS end_reason,
       arg_max(grade_young_person, line) AS grade_young_person, arg_max(grade_parent, line) AS grade_parent,
       arg_max(going_on_young_person, line) AS going_on_young_person, arg_max(going_on_parent, line) AS going_on_parent,
       arg_max(team, line) AS team, arg_max(intervention, line) AS intervention,
       arg_max(target_group, line) AS target_group, arg_max(severity, line) AS severity,
       (max_by(struct_pack(v := instrument), line) FILTER (has_measure)).v AS instrument,
       (max_by(struct_pack(v := instrument_informant), line) FILTER (has_measure)).v AS instrument_informant,
       (max_by(struct_pack(v := t_begin), line) FILTER (has_measure)).v AS t_begin,
       (max_by(struct_pack(v := t_end), line) FILTER (has_measure)).v AS t_end,
       (max_by(struct_pack(v := goals_agreed), line) FILTER (has_goals)).v AS goals_agreed,
       (max_by(struct_pack(v := goals_assessed), line) FILTER (has_goals)).v AS goals_assessed,
       (max_by(struct_pack(v := goals_achieved), line) FILTER (has_goals)).v AS goals_achieved,
       bool_or(has_measure) AS has_measure, bool_or(has_goals) AS has_goals
FROM numbered SEMI JOIN repeated USING (identity, period)
GROUP BY identity, period

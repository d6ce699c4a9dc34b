-- One record per identity (provider, client, form, start) and half-year: in one file the later line wins, field by field
-- where filled; blocks move whole.
-- source: definitions 1, "Same identity"
WITH numbered AS (
    SELECT k.* EXCLUDE (client, linkable, delivery), c.number AS client, c.linkable,
           k.end_date IS NOT NULL AS has_end,
           coalesce(k.instrument, k.instrument_informant, cast(k.t_begin AS VARCHAR), cast(k.t_end AS VARCHAR)) IS NOT NULL AS has_measure,
           coalesce(k.goals_agreed, k.goals_assessed, k.goals_achieved) IS NOT NULL AS has_goals,
           count(*) OVER (PARTITION BY k.provider, c.number, k.form, k.start_date, k.period) AS lines_of_identity
    FROM known k JOIN clients c USING (client)
    WHERE NOT k.refused
)
SELECT provider, client, linkable, unborn, form, start_date, period, birth, sex, municipality, referrer, crisis,
       end_date, end_reason, has_end,
       grade_young_person, grade_parent, going_on_young_person, going_on_parent,
       team, intervention, target_group, severity,
       instrument, instrument_informant, t_begin, t_end, has_measure,
       goals_agreed, goals_assessed, goals_achieved, has_goals
FROM numbered WHERE lines_of_identity = 1
UNION ALL
SELECT provider, client, bool_or(linkable), bool_and(unborn), form, start_date, period,
       arg_max(birth, line), arg_max(sex, line), arg_max(municipality, line), arg_max(referrer, line), arg_max(crisis, line),
       arg_max(end_date, line), (max_by(struct_pack(v := end_reason), line) FILTER (has_end)).v, bool_or(has_end),
       arg_max(grade_young_person, line), arg_max(grade_parent, line),
       arg_max(going_on_young_person, line), arg_max(going_on_parent, line),
       arg_max(team, line), arg_max(intervention, line), arg_max(target_group, line), arg_max(severity, line),
       (max_by(struct_pack(v := instrument), line) FILTER (has_measure)).v,
       (max_by(struct_pack(v := instrument_informant), line) FILTER (has_measure)).v,
       (max_by(struct_pack(v := t_begin), line) FILTER (has_measure)).v,
       (max_by(struct_pack(v := t_end), line) FILTER (has_measure)).v, bool_or(has_measure),
       (max_by(struct_pack(v := goals_agreed), line) FILTER (has_goals)).v,
       (max_by(struct_pack(v := goals_assessed), line) FILTER (has_goals)).v,
       (max_by(struct_pack(v := goals_achieved), line) FILTER (has_goals)).v, bool_or(has_goals)
FROM numbered WHERE lines_of_identity > 1
GROUP BY provider, client, form, start_date, period

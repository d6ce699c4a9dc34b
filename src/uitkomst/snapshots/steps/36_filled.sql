-- One record per identity: the latest half-year holds; an outcome or extension field that is empty there comes from the
-- latest earlier half-year that has it. t_begin alone may come from an earlier half-year, same instrument and informant.
-- source: definitions 1, "Same identity"
WITH blocks AS (
    SELECT l.identity, l.birth, l.sex, l.referrer, l.crisis, l.end_date, l.end_reason,
           coalesce(l.grade_young_person, e.grade_young_person) AS grade_young_person,
           coalesce(l.grade_parent, e.grade_parent) AS grade_parent,
           coalesce(l.going_on_young_person, e.going_on_young_person) AS going_on_young_person,
           coalesce(l.going_on_parent, e.going_on_parent) AS going_on_parent,
           coalesce(l.team, e.team) AS team, coalesce(l.intervention, e.intervention) AS intervention,
           coalesce(l.target_group, e.target_group) AS target_group, coalesce(l.severity, e.severity) AS severity,
           CASE WHEN l.has_measure THEN l.instrument ELSE m.instrument END AS instrument,
           CASE WHEN l.has_measure THEN l.instrument_informant ELSE m.instrument_informant END AS instrument_informant,
           CASE WHEN l.has_measure THEN l.t_begin ELSE m.t_begin END AS t_begin,
           CASE WHEN l.has_measure THEN l.t_end ELSE m.t_end END AS t_end,
           CASE WHEN l.has_goals THEN l.goals_agreed ELSE g.goals_agreed END AS goals_agreed,
           CASE WHEN l.has_goals THEN l.goals_assessed ELSE g.goals_assessed END AS goals_assessed,
           CASE WHEN l.has_goals THEN l.goals_achieved ELSE g.goals_achieved END AS goals_achieved
    FROM latest l
    LEFT JOIN earlier e USING (identity)
    LEFT JOIN records m ON NOT l.has_measure AND m.identity = e.identity AND m.period = e.measured_in
    LEFT JOIN records g ON NOT l.has_goals AND g.identity = e.identity AND g.period = e.goals_in
),
begun_with AS (
    SELECT b.identity, arg_max(r.t_begin, r.period) AS t_begin
    FROM blocks b
    JOIN records r ON r.identity = b.identity AND r.instrument = b.instrument
                  AND r.instrument_informant IS NOT DISTINCT FROM b.instrument_informant
    WHERE b.t_begin IS NULL AND b.instrument IS NOT NULL AND r.t_begin IS NOT NULL
    GROUP BY b.identity
)
SELECT b.* REPLACE (coalesce(b.t_begin, w.t_begin) AS t_begin)
FROM blocks b LEFT JOIN begun_with w USING (identity)

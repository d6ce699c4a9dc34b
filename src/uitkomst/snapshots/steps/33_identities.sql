-- One record per identity over all half-years: the latest half-year holds; an outcome or extension field that is empty
-- there comes from the latest earlier half-year that has it, blocks whole, t_begin alone for the same instrument and informant.
-- source: definitions 1, "Same identity"
WITH measured AS (
    SELECT *,
           arg_max(CASE WHEN has_measure THEN struct_pack(i := instrument, w := instrument_informant, b := t_begin, e := t_end) END, period)
               OVER identity AS measure,
           row_number() OVER (identity_order) AS recency
    FROM records
    WINDOW identity AS (PARTITION BY provider, client, form, start_date),
           identity_order AS (PARTITION BY provider, client, form, start_date ORDER BY period DESC)
)
SELECT provider, client, form, start_date,
       bool_or(linkable) AS linkable, bool_and(unborn) AS unborn,
       any_value(birth) FILTER (recency = 1) AS birth,
       any_value(sex) FILTER (recency = 1) AS sex,
       any_value(referrer) FILTER (recency = 1) AS referrer,
       any_value(crisis) FILTER (recency = 1) AS crisis,
       any_value(end_date) FILTER (recency = 1) AS end_date,
       any_value(end_reason) FILTER (recency = 1) AS end_reason,
       arg_max(grade_young_person, period) AS grade_young_person,
       arg_max(grade_parent, period) AS grade_parent,
       arg_max(going_on_young_person, period) AS going_on_young_person,
       arg_max(going_on_parent, period) AS going_on_parent,
       arg_max(team, period) AS team,
       arg_max(intervention, period) AS intervention,
       arg_max(target_group, period) AS target_group,
       arg_max(severity, period) AS severity,
       any_value(measure).i AS instrument,
       any_value(measure).w AS instrument_informant,
       coalesce(any_value(measure).b,
                arg_max(t_begin, period) FILTER (instrument = measure.i AND instrument_informant IS NOT DISTINCT FROM measure.w)
       ) AS t_begin,
       any_value(measure).e AS t_end,
       (max_by(struct_pack(v := goals_agreed), period) FILTER (has_goals)).v AS goals_agreed,
       (max_by(struct_pack(v := goals_assessed), period) FILTER (has_goals)).v AS goals_assessed,
       (max_by(struct_pack(v := goals_achieved), period) FILTER (has_goals)).v AS goals_achieved
FROM measured
GROUP BY provider, client, form, start_date

-- The usable lines with the number of their identity.
-- as: view
SELECT i.identity, k.* EXCLUDE (provider, client, form, start_date, delivery, refused, linkable, unborn),
       coalesce(k.instrument, k.instrument_informant, cast(k.t_begin AS VARCHAR), cast(k.t_end AS VARCHAR)) IS NOT NULL AS has_measure,
       coalesce(k.goals_agreed, k.goals_assessed, k.goals_achieved) IS NOT NULL AS has_goals
FROM known k JOIN identities i USING (provider, client, form, start_date)
WHERE NOT k.refused

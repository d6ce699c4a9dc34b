-- no_return: after the end no new start, at any provider, up to the last day of the next half-year.
-- The variant any_start excludes nothing: every start after the end counts.
-- source: definitions 4; CBS maatwerk "Geen nieuwe start jeugdhulp"; decision D17
SELECT u.*, v.variant, '' AS informant, 1 AS units,
       CASE WHEN NOT linkable OR ended_by_absence OR NOT follow_up THEN 'unknown'
            WHEN care_continues AND v.variant = '' THEN 'excluded'
            WHEN coalesce(CASE WHEN v.variant = '' THEN next_start ELSE next_any_start END <= follow_up_day, FALSE) THEN 'not_met'
            ELSE 'met' END AS verdict,
       CASE WHEN NOT linkable THEN 'not_linkable'
            WHEN ended_by_absence THEN 'ended_by_absence'
            WHEN NOT follow_up THEN 'follow_up_incomplete'
            WHEN care_continues AND v.variant = '' THEN 'care_continues'
            WHEN coalesce(CASE WHEN v.variant = '' THEN next_start ELSE next_any_start END <= follow_up_day, FALSE) THEN 'new_start'
            ELSE 'no_new_start' END AS reason,
       NULL::INTEGER AS value, NULL::VARCHAR AS class
FROM ended u
CROSS JOIN (VALUES (''), ('any_start')) AS v (variant)

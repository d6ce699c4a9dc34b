-- return_to_care: earlier youth care in the five years before the half-year, with at least one day in between.
-- source: definitions 4; CBS Jeugdmonitor "Eerder jeugdhulp gekregen"; decision D17
SELECT u.*, '' AS variant, '' AS informant, 1 AS units,
       CASE WHEN NOT linkable THEN 'unknown'
            WHEN coalesce(previous_end >= look_back_day, FALSE) AND NOT in_care THEN 'met' ELSE 'not_met' END AS verdict,
       CASE WHEN NOT linkable THEN 'not_linkable'
            WHEN coalesce(previous_end >= look_back_day, FALSE) AND NOT in_care THEN 'earlier_care' ELSE 'no_earlier_care' END AS reason,
       NULL::INTEGER AS value, NULL::VARCHAR AS class
FROM begun u

-- dropout: the help stopped one-sidedly, by the client (03) or by the provider (04).
-- source: definitions 4; protocol version 7, 3.7
SELECT u.*, v.variant, '' AS informant, 1 AS units,
       CASE WHEN end_reason IS NULL THEN 'unknown'
            WHEN contains(v.reasons, end_reason) THEN 'met' ELSE 'not_met' END AS verdict,
       coalesce(end_reason, 'reason_unknown') AS reason,
       NULL::INTEGER AS value,
       CASE WHEN v.variant = '' THEN end_reason END AS class
FROM ended u
CROSS JOIN (VALUES ('', '03,04'), ('client', '03'), ('early_end', '02,03,04,05')) AS v (variant, reasons)

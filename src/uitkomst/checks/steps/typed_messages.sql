-- Care told by messages as typed rows. What a message cannot carry is unknown: referrer, crisis, postcode, every answer.
-- Source: standard facts 1.4 (305 and 307 carry no referrer and no postcode).
SELECT
    delivery, line, false AS refused, client, 'real' AS bsn_kind, birth, sex, '' AS postcode, municipality,
    form, start_date, end_date, end_reason, false AS older_scale
FROM message_rows

-- The rows as the checks see them: without BSN, with a pseudonym (only for a real BSN) and the kind of what stood in its place.
-- Source: definitions 1 (table, *Client*); decision D2.
SELECT
    delivery, line, well_formed,
    CASE WHEN bsn_kind = 'real' THEN client ELSE '' END AS client,
    bsn_kind,
    -- Nine zeros, and in protocol version 2 eight nines, also stand for unborn.
    CASE WHEN geboortedatum = '000000000' OR (geboortedatum = '99999999' AND bsn_kind = 'unborn') THEN '00000000'
        ELSE geboortedatum END AS geboortedatum,
    * EXCLUDE (delivery, line, well_formed, client, bsn, bsn_kind, geboortedatum, repairs, before)
FROM (
    SELECT
        r.*,
        c.client,
        CASE
            WHEN r.bsn = '' THEN 'missing'
            WHEN s.kind IS NOT NULL THEN s.kind
            WHEN c.passes THEN 'real'
            WHEN c.bsn IS NOT NULL THEN 'failed_11'
            ELSE 'malformed'
        END AS bsn_kind
    FROM repaired AS r
    JOIN deliveries AS d USING (delivery)
    LEFT JOIN special_bsn AS s ON s.code = r.bsn AND d.period BETWEEN s.first_period AND s.last_period
    LEFT JOIN clients AS c ON c.bsn = r.bsn
)

-- The rows as the checks see them: without BSN, with a pseudonym (only for a real BSN) and the kind of what stood in its place;
-- values put right where there is one way to read them, one bit in `repairs` per field that was, and in `before` what stood there.
-- Source: definitions 1 (table, *Client*); decision D2. {repaired}, {repairs} and {before} come from the list of repairs in read.py.
SELECT
    * EXCLUDE (bsn_repaired) REPLACE ({repaired}),
    {repairs} AS repairs,
    CASE WHEN repairs <> 0 THEN {before} END AS before
FROM (
    SELECT
        r.delivery, r.line, r.well_formed,
        CASE WHEN s.kind IS NULL THEN c.client ELSE '' END AS client,
        coalesce(s.kind, c.kind) AS bsn_kind,
        r.* EXCLUDE (delivery, line, well_formed, bsn),
        c.repaired AS bsn_repaired
    FROM raw_rows AS r
    JOIN deliveries AS d USING (delivery)
    JOIN clients AS c ON c.written = r.bsn
    LEFT JOIN special_bsn AS s ON s.code = c.bsn AND d.period BETWEEN s.first_period AND s.last_period
)

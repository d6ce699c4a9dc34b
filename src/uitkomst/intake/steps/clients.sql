-- One line per text that stands in the place of a BSN in this batch: the number with its leading zero put back, its pseudonym
-- (HMAC-SHA-256, RFC 2104, first 32 hexadecimal digits) when it passes the 11-test, and what it is when it is no special code.
-- In a file that `uitkomst pseudonymise` prepared, the pseudonym stands there already.
-- Source: definitions 1 (*Client*). $inner and $outer are the key's blocks; they are parameters, so that the key is in no SQL text.
SELECT
    written,
    bsn,
    bsn <> written AS repaired,
    CASE
        WHEN bsn = '' THEN 'missing'
        WHEN is_pseudonym(bsn) THEN 'real'
        WHEN NOT regexp_full_match(bsn, '[0-9]{9}') THEN 'malformed'
        WHEN eleven_test(TRY_CAST(bsn AS INTEGER)) THEN 'real'
        ELSE 'failed_11'
    END AS kind,
    CASE WHEN is_pseudonym(bsn) THEN bsn WHEN kind = 'real' THEN left(sha256($outer || unhex(sha256($inner || bsn::BLOB))), 32) ELSE '' END AS client
FROM (SELECT written, plain_bsn(written) AS bsn FROM (SELECT DISTINCT bsn AS written FROM raw_rows))

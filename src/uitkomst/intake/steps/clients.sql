-- One line per BSN of nine digits in this batch: its pseudonym (HMAC-SHA-256, RFC 2104, first 32 hexadecimal digits) and its 11-test.
-- Source: definitions 1 (*Client*). $inner and $outer are the key's blocks; they are parameters, so that the key is in no SQL text.
SELECT
    bsn,
    left(sha256($outer || unhex(sha256($inner || bsn::BLOB))), 32) AS client,
    eleven_test(bsn::INTEGER) AS passes
FROM (SELECT DISTINCT bsn FROM repaired WHERE regexp_full_match(bsn, '[0-9]{9}'))

-- Small functions used while reading. Each gives the text back unchanged when there is more than one way to read it.
-- Source: definitions 1 (table); domain facts: Excel eats leading zeros of codes, BSN and dates.
CREATE OR REPLACE TEMP MACRO two_digits(t) AS CASE WHEN length(t) = 1 AND t BETWEEN '0' AND '9' THEN '0' || t ELSE t END;
CREATE OR REPLACE TEMP MACRO plain_date(t) AS CASE
    WHEN t = '' OR (length(t) = 8 AND NOT contains(t, '-')) THEN t
    WHEN regexp_full_match(t, '[0-9]{4}-[0-9]{2}-[0-9]{2}') THEN replace(t, '-', '')
    WHEN regexp_full_match(t, '[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}')
        THEN right(t, 4) || lpad(split_part(t, '-', 2), 2, '0') || lpad(split_part(t, '-', 1), 2, '0')
    ELSE t END;
CREATE OR REPLACE TEMP MACRO plain_birth_date(t) AS CASE WHEN t = '0' THEN '00000000' ELSE plain_date(t) END;
-- The protocol itself writes nine zeros for an unborn child, and version 2 eight nines: that is no repair.
CREATE OR REPLACE TEMP MACRO unborn_date(t, kind) AS
    CASE WHEN t = '000000000' OR (t = '99999999' AND kind = 'unborn') THEN '00000000' ELSE t END;
CREATE OR REPLACE TEMP MACRO plain_sex(t) AS CASE WHEN t IN ('v', 'm', 'o') THEN upper(t) ELSE t END;
CREATE OR REPLACE TEMP MACRO plain_municipality(t) AS CASE
    WHEN length(t) = 4 OR t = '' THEN t
    WHEN regexp_full_match(t, '[0-9]{2,3}') THEN lpad(t, 4, '0')
    WHEN regexp_full_match(t, 'GM[0-9]{4}') THEN right(t, 4)
    ELSE t END;
CREATE OR REPLACE TEMP MACRO plain_grade(t) AS CASE
    WHEN length(t) < 2 OR t = '10' THEN t
    WHEN regexp_full_match(t, '0?(10|[0-9])([.,]0+)?') THEN regexp_extract(t, '^0?(10|[0-9])', 1)
    ELSE t END;
-- The 11-test: 9a + 8b + 7c + 6d + 5e + 4f + 3g + 2h - i divides by 11. Tested against python-stdnum.
CREATE OR REPLACE TEMP MACRO digit(n, place) AS (n // place) % 10;
CREATE OR REPLACE TEMP MACRO eleven_test(n) AS coalesce(n BETWEEN 1 AND 999999999 AND (
    9 * digit(n, 100000000) + 8 * digit(n, 10000000) + 7 * digit(n, 1000000) + 6 * digit(n, 100000) + 5 * digit(n, 10000)
    + 4 * digit(n, 1000) + 3 * digit(n, 100) + 2 * digit(n, 10) - digit(n, 1)) % 11 = 0, false);
CREATE OR REPLACE TEMP MACRO is_pseudonym(t) AS regexp_full_match(t, '[0-9a-f]{32}');
CREATE OR REPLACE TEMP MACRO plain_bsn(t) AS CASE
    WHEN length(t) = 9 THEN t
    WHEN t = '0' THEN '000000000'
    WHEN regexp_full_match(t, '[1-9][0-9]{7}') AND eleven_test(TRY_CAST(t AS INTEGER)) THEN '0' || t
    ELSE t END;

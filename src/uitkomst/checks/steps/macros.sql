-- How texts of a delivery are read. What cannot be read is NULL.
-- Source: definitions 1 (table, last paragraph).
CREATE OR REPLACE TEMP MACRO read_date(t) AS CASE
    WHEN t = '' THEN NULL
    WHEN t >= '0001' AND regexp_full_match(t, '[0-9]{8}') THEN try_strptime(t, '%Y%m%d')::DATE END;
-- JJJJMMDD in which the day, or the month, may be 00; eight zeros stand for unborn.
CREATE OR REPLACE TEMP MACRO birth_readable(t) AS CASE
    WHEN t = '00000000' THEN true
    WHEN length(t) <> 8 THEN false
    WHEN right(t, 2) <> '00' AND substring(t, 5, 2) <> '00' THEN read_date(t) IS NOT NULL
    ELSE read_date(left(t, 4) || replace(substring(t, 5, 2), '00', '01') || replace(right(t, 2), '00', '01')) IS NOT NULL END;
-- The day that an age counts from: unknown day = the 15th, unknown month = 1 July (definitions 2).
CREATE OR REPLACE TEMP MACRO birth_day(t) AS CASE
    WHEN right(t, 2) <> '00' AND substring(t, 5, 2) <> '00' THEN read_date(t)
    WHEN t = '00000000' THEN NULL
    WHEN substring(t, 5, 2) = '00' THEN read_date(left(t, 4) || '0701')
    ELSE read_date(left(t, 6) || '15') END;
CREATE OR REPLACE TEMP MACRO read_count(t) AS CASE WHEN t = '' THEN NULL WHEN regexp_full_match(t, '[0-9]{1,3}') THEN t::INTEGER END;
CREATE OR REPLACE TEMP MACRO read_grade(t) AS CASE WHEN t IN ('1', '2', '3', '4', '5', '6', '7', '8', '9', '10') THEN t::TINYINT END;
-- T-scores have at most one decimal and are kept in tenths, never as binary floats.
CREATE OR REPLACE TEMP MACRO read_tenths(t) AS CASE WHEN t = '' THEN NULL
    WHEN regexp_full_match(t, '[0-9]{1,3}([.,][0-9])?') THEN (replace(t, ',', '.')::DECIMAL(5, 1) * 10)::INTEGER END;
-- The scale of protocol version 7 has four answers, the older one five (domain facts 1.3).
CREATE OR REPLACE TEMP MACRO read_going_on(t, older) AS CASE
    WHEN t IN ('01', '02', '03', '04') OR (older AND t = '05') THEN right(t, 1)::TINYINT END;
CREATE OR REPLACE TEMP MACRO goals_usable(agreed, assessed, achieved) AS
    coalesce(agreed >= coalesce(assessed, 0) AND coalesce(assessed, 0) >= coalesce(achieved, 0)
    AND (achieved IS NOT NULL OR coalesce(assessed, 0) = 0), false);

-- One line per row of the batch: the text as delivered beside what can be read from it, and the days of its period.
-- Source: definitions 1 (table); what cannot be read is NULL, the rules say what that means.
SELECT
    r.* EXCLUDE (postcode),
    d.first_day, d.last_day,
    birth_readable(r.geboortedatum) AS birth_known,
    birth_day(r.geboortedatum) AS birth_on,
    read_date(r.datum_aanvang) AS start_date,
    read_date(r.datum_einde) AS end_date,
    -- 1234 ab and 1234AB are the same postcode.
    CASE WHEN r.postcode = '' THEN '' ELSE upper(replace(r.postcode, ' ', '')) END AS postcode,
    m.current AS stated_municipality,
    p.current AS postcode_municipality,
    r.zonder_hulp_schaal = '2018' AS older_scale,
    read_count(r.doelen_afgesproken) AS agreed,
    read_count(r.doelen_beoordeeld) AS assessed,
    read_count(r.doelen_gerealiseerd) AS achieved,
    r.nut_jeugdige <> '' OR r.nut_ouder <> '' OR r.zonder_hulp_jeugdige <> '' OR r.zonder_hulp_ouder <> '' AS has_outcome
FROM rows AS r
JOIN delivery_days AS d USING (delivery)
LEFT JOIN known_municipalities AS m ON m.code = r.gemeentecode
LEFT JOIN known_postcodes AS p ON p.postcode = CASE WHEN r.postcode = '' THEN NULL ELSE upper(replace(r.postcode, ' ', '')) END

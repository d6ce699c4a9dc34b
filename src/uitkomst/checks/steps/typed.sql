-- What goes on to the snapshots: one line per row of a usable delivery, refused rows as far as they can be read.
-- Source: definitions 1; a refused row serves only as presence.
SELECT
    delivery, line, refused, client, bsn_kind,
    CASE WHEN birth_known THEN geboortedatum END AS birth,
    CASE WHEN in_sex(geslacht, last_day) THEN geslacht END AS sex,
    CASE WHEN regexp_full_match(postcode, '[1-9][0-9]{3}[A-Z]{2}') THEN postcode ELSE '' END AS postcode,
    coalesce(postcode_municipality, stated_municipality) AS municipality,
    CASE WHEN in_referrer(verwijzer, first_day) THEN verwijzer END AS referrer,
    CASE WHEN in_form_of_help(hulpvorm, last_day) THEN hulpvorm END AS form,
    CASE gestart_met_crisis WHEN '01' THEN true WHEN '02' THEN false END AS crisis,
    start_date,
    end_date,
    CASE WHEN end_date IS NOT NULL AND in_end_reason(reden_beeindiging, last_day) THEN reden_beeindiging END AS end_reason,
    read_grade(nut_jeugdige) AS grade_young_person,
    read_grade(nut_ouder) AS grade_parent,
    read_going_on(zonder_hulp_jeugdige, older_scale) AS going_on_young_person,
    read_going_on(zonder_hulp_ouder, older_scale) AS going_on_parent,
    older_scale,
    nullif(team, '') AS team,
    nullif(interventie, '') AS intervention,
    nullif(doelgroep, '') AS target_group,
    nullif(ernst_begin, '') AS severity,
    nullif(instrument, '') AS instrument,
    nullif(informant_instrument, '') AS instrument_informant,
    read_tenths(t_begin) AS t_begin,
    read_tenths(t_eind) AS t_end,
    CASE WHEN goals_usable(agreed, assessed, achieved) THEN agreed END AS goals_agreed,
    CASE WHEN goals_usable(agreed, assessed, achieved) THEN coalesce(assessed, 0) END AS goals_assessed,
    CASE WHEN goals_usable(agreed, assessed, achieved) THEN coalesce(achieved, 0) END AS goals_achieved
FROM judged
WHERE delivery IN (SELECT delivery FROM deliveries WHERE usable)

"""Which columns the figures of the benchmark need: what a scan that does nothing else has to read."""

# All indicators by municipality and provider: not the postcode (no table is loaded) and not the columns that are only groups.
CSV_COLUMNS = (
    "bsn", "geboortedatum", "geslacht", "gemeentecode", "hulpvorm", "gestart_met_crisis", "datum_aanvang", "datum_einde",
    "reden_beeindiging", "nut_jeugdige", "nut_ouder", "zonder_hulp_jeugdige", "zonder_hulp_ouder", "instrument",
    "informant_instrument", "t_begin", "t_eind", "doelen_afgesproken", "doelen_beoordeeld", "doelen_gerealiseerd",
    "zonder_hulp_schaal",
)  # fmt: skip

# Columns of the prepared snapshot that only serve as groups this benchmark does not ask for.
NOT_NEEDED = ("postcode", "referrer", "team", "intervention", "target_group", "severity")

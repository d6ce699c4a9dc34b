"""The columns of our plain delivery format. Source: definitions 1 (table); the first fifteen are the law's record."""

RECORD = (
    "bsn", "geboortedatum", "geslacht", "postcode", "gemeentecode", "verwijzer", "hulpvorm", "gestart_met_crisis",
    "datum_aanvang", "datum_einde", "reden_beeindiging", "nut_jeugdige", "nut_ouder", "zonder_hulp_jeugdige", "zonder_hulp_ouder",
)  # fmt: skip
"""Every delivery has these columns, in any order."""

EXTENSION = (
    "team", "interventie", "doelgroep", "ernst_begin", "instrument", "informant_instrument", "t_begin", "t_eind",
    "doelen_afgesproken", "doelen_beoordeeld", "doelen_gerealiseerd", "zonder_hulp_schaal",
)  # fmt: skip
"""Optional; outside the law's record and never sent to CBS."""

COLUMNS = RECORD + EXTENSION
DATES = ("geboortedatum", "datum_aanvang", "datum_einde")

"""iWmo 3.2: start (305) and stop (307) messages of social support. Recognised and checked; not counted yet (definitions version 1).

Source: standard facts 1.1 to 1.6 (iWmo release 3.2). The form is that of iJw, with code lists of its own.
"""

from uitkomst.intake.messages.standard import Standard

MESSAGES = Standard(
    name="iwmo",
    title="iWmo",
    prefix="wmo",
    release="3_2",
    codes={"305": "418", "307": "420"},
    allocation="414",
    categories="iwmo_product_category",
    stop_reasons="iwmo_stop_reason",
    counted=False,
)

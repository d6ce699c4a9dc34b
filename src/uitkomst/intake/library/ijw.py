"""iJw 3.2: start (305) and stop (307) messages of youth help.

Source: standard facts 1.1 to 1.6 (iJw release 3.2, in force since April 2023).
"""

from uitkomst.intake.messages.standard import Standard

MESSAGES = Standard(
    name="ijw",
    title="iJw",
    prefix="jw",
    release="3_2",
    codes={"305": "438", "307": "440"},
    allocation="436",
    categories="ijw_product_category",
    stop_reasons="ijw_stop_reason",
    counted=True,
)

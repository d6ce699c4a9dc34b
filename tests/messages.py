"""Builds fictitious start and stop messages of iJw and iWmo for tests. Only test BSNs, only made-up names."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from pathlib import Path
from xml.sax.saxutils import escape

from tests.deliveries import bsn

SENDER = "65650001"
RECEIVER = "0632"
_CODES = {("ijw", "305"): "438", ("ijw", "307"): "440", ("iwmo", "305"): "418", ("iwmo", "307"): "420"}
_PREFIX = {"ijw": "jw", "iwmo": "wmo"}


def record(
    begin: str,
    *,
    assignment: str = "1001",
    category: str = "32",
    code: str = "32A01",
    assigned: str = "",
    reason: str = "",
    end: str = "",
    status: str = "1",
) -> dict[str, str]:
    """A StartProduct, or with reason and end a StopProduct. '' leaves an element out."""
    return {
        "ToewijzingNummer": assignment, "Categorie": category, "Code": code, "ToewijzingIngangsdatum": assigned, "Begindatum": begin,
        "RedenBeeindiging": reason, "Einddatum": end, "StatusAanlevering": status,
    }  # fmt: skip


def message(
    kind: str,
    records: Iterable[dict[str, str]],
    *,
    dated: str = "2024-06-01",
    identification: str = "1",
    standard: str = "ijw",
    release: str = "3_2",
    sender: str = SENDER,
    receiver: str = RECEIVER,
    client: str = "",
    birth: str = "2012-03-15",
    use: str = "",
    sex: str = "2",
) -> str:
    """The text of one message, kind 305 or 307."""
    prefix, basis = f"{_PREFIX[standard]}{kind}", standard
    base = f"http://www.istandaarden.nl/{standard}/{release}"

    def own(name: str, text: str) -> str:
        return f"<{prefix}:{name}>{text}</{prefix}:{name}>"

    def shared(name: str, text: str) -> str:
        return f"<{basis}:{name}>{text}</{basis}:{name}>" if text else ""

    what = "Start" if kind == "305" else "Stop"
    products = "\n".join(own(f"{what}Product", _record(fields, own, shared)) for fields in records)
    header = (
        own("BerichtCode", _CODES[standard, kind]) + own("BerichtVersie", release[0]) + own("BerichtSubversie", release[2])
        + own("Afzender", sender) + own("Ontvanger", receiver)
        + own("BerichtIdentificatie", shared("Identificatie", escape(identification)) + shared("Dagtekening", dated))
        + own("XsdVersie", shared("BasisschemaXsdVersie", "1.0.0") + shared("BerichtXsdVersie", "1.0.0"))
    )  # fmt: skip
    name = shared("Geslachtsnaam", shared("Achternaam", "Voorbeeld")) + shared("Voorletters", "F")
    person = (
        own("Bsn", client or bsn(1)) + own("Geboortedatum", shared("Datum", birth) + shared("DatumGebruik", use))
        + own("Geslacht", sex) + own("Naam", name)
    )  # fmt: skip
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<{prefix}:Bericht xmlns:{basis}="{base}/basisschema/schema" '
        f'xmlns:{prefix}="{base}/{prefix}/schema">\n'
        + own("Header", header) + "\n" + own("Client", person + "\n" + own(f"{what}Producten", products))
        + f"\n</{prefix}:Bericht>\n"
    )  # fmt: skip


def allocation(
    number: str = "1001", begin: str = "2024-01-15", end: str = "2024-12-31", *, decided: str = "2024-01-10", time: str = "10:00:00",
    category: str = "32", code: str = "32A01", reason: str = "", client: str = "", identification: str = "1", dated: str = "",
    standard: str = "ijw", birth: str = "2012-03-15", sender: str = RECEIVER, postcode: str = "3511AB", kind: str = "01",
) -> str:  # fmt: skip
    """The text of one allocation (301) by a municipality."""
    prefix, base = f"{_PREFIX[standard]}301", f"http://www.istandaarden.nl/{standard}/3_2"

    def own(name: str, *parts: str) -> str:
        text = "".join(parts)
        return f"<{prefix}:{name}>{text}</{prefix}:{name}>" if text else ""

    def shared(name: str, *parts: str) -> str:
        return f"<{standard}:{name}>{''.join(parts)}</{standard}:{name}>"

    header = own(
        "Header", own("BerichtCode", {"ijw": "436", "iwmo": "414"}[standard]), own("BerichtVersie", "3"), own("BerichtSubversie", "2"),
        own("Afzender", sender), own("Ontvanger", SENDER),
        own("BerichtIdentificatie", shared("Identificatie", identification), shared("Dagtekening", dated or decided)),
        own("XsdVersie", shared("BasisschemaXsdVersie", "1.0.0"), shared("BerichtXsdVersie", "1.0.0")),
    )  # fmt: skip
    name = shared("Geslachtsnaam", shared("Achternaam", "Voorbeeld")) + shared("Voornamen", "Fenna Rosa") + shared("NaamGebruik", "1")
    address = shared("Huis", shared("Huisnummer", "1")) + shared("Postcode", postcode) + shared("Plaatsnaam", "Voorbeeld")
    contact = own("Contact", own("Soort", kind), own("Adres", address), own("Emailadres", "ouder@voorbeeld.example"))
    product = own(
        "ToegewezenProduct", own("ToewijzingNummer", number), own("Product", shared("Categorie", category), shared("Code", code)),
        own("Toewijzingsdatum", decided), own("Toewijzingstijd", time), own("Ingangsdatum", begin), own("Einddatum", end),
        own("RedenWijziging", reason), own("Commentaar", "Bel mij eerst."),
    )  # fmt: skip
    client_ = own(
        "Client", own("Bsn", client or bsn(1)), own("Geboortedatum", shared("Datum", birth)), own("Geslacht", "2"), own("Naam", name),
        own("JuridischeStatus", "04"), own("Contactgegevens", contact), own("ToegewezenProducten", product),
    )  # fmt: skip
    names = f'xmlns:{standard}="{base}/basisschema/schema" xmlns:{prefix}="{base}/{prefix}/schema"'
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{prefix}:Bericht {names}>\n{header}\n{client_}\n</{prefix}:Bericht>\n'


def in_envelope(text: str) -> str:
    """A message in the envelope in which it travels."""
    packed = base64.b64encode(text.encode()).decode()
    inside = f"<g:parameters><g:bericht><g:xmlBestand>{packed}</g:xmlBestand></g:bericht></g:parameters>"
    return f'<g:Di01 xmlns:g="http://www.stufstandaarden.nl/koppelvlak/ggk0210"><g:stuurgegevens/>{inside}</g:Di01>'


def _record(fields: dict[str, str], own, shared) -> str:  # type: ignore[no-untyped-def]
    product = shared("Categorie", fields["Categorie"]) + shared("Code", fields["Code"])
    parts = []
    for name, text in fields.items():
        if name == "Categorie" and product:
            parts.append(own("Product", product))
        elif name not in ("Categorie", "Code") and text:
            parts.append(own(name, text))
    return "".join(parts)


def write_message(folder: Path, name: str, text: str) -> Path:
    """Write one message file."""
    path = folder / f"{name}.xml"
    path.write_text(text, encoding="utf-8")
    return path


def write_tables(folder: Path, *, agb: str = f"{SENDER},12345678\n", products: str = "") -> Path:
    """A folder with the tables that messages need: one sender, and the products 31 to 38 with more lines if given."""
    folder.mkdir(exist_ok=True)
    (folder / "agb.csv").write_text("agb,kvk\n" + agb, encoding="utf-8")
    if products:
        (folder / "products.csv").write_text("product_category,product_code,form\n32,,02\n" + products, encoding="utf-8")
    return folder

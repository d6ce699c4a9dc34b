"""Builds fictitious start and stop messages of iJw and iWmo for tests. Only test BSNs, only made-up names."""

from __future__ import annotations

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

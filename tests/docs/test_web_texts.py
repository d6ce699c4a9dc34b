"""The texts of the pages: both languages, every key that is used, none that is not; and charts that look the same everywhere."""

import re
import tomllib
from pathlib import Path

WEB = Path(__file__).parents[2] / "src" / "uitkomst" / "web"
SOURCE = WEB.parent
WHOLE_PARTS = re.compile(r"""t_of\s+"(\w+)"|text\(f"(\w+)\.\{|has\(f"(\w+)\.\{|key = f"(\w+)\.\{""")
KEYS = re.compile(r"""["'](\w+\.\w+)["']""")


def texts(language: str) -> dict[str, object]:
    found = {}
    for path in (WEB / "texts" / language).glob("*.toml"):
        for part, entries in tomllib.loads(path.read_text(encoding="utf-8")).items():
            for name, text in entries.items():
                assert f"{part}.{name}" not in found, f"{part}.{name} stands twice"
                found[f"{part}.{name}"] = text
    return found


NL, EN = texts("nl"), texts("en")
USING = [path.read_text(encoding="utf-8") for ending in ("html", "py") for path in WEB.rglob(f"*.{ending}")]


def test_both_languages_have_the_same_keys():
    assert NL.keys() == EN.keys()


def places(text: object) -> object:
    """What is filled in; of a list how long it is."""
    return set(re.findall(r"{(\w+)}", text)) if isinstance(text, str) else len(text)


def test_both_languages_fill_in_the_same_places():
    assert {key: (NL[key], EN[key]) for key in NL if places(NL[key]) != places(EN[key])} == {}


def test_every_text_that_is_asked_for_is_there_and_every_text_is_asked_for():
    parts = {key.split(".")[0] for key in NL}
    used = {
        key for text in USING for key in KEYS.findall(text) if key.split(".")[0] in parts and not key.endswith((".html", ".css", ".js"))
    }
    assert used - NL.keys() == set()
    whole = {name for text in USING for found in WHOLE_PARTS.findall(text) for name in found if name}
    # "seal.alone" and "party.open" are made of a value, in mirrors/naming.py.
    whole |= {"seal", "log_event"}
    assert {key for key in NL if key not in used and key.split(".")[0] not in whole} == set()


def test_pages_say_u_to_the_reader():
    # But "je" to a young person, where the same text says "u" to a parent.
    others = [text for key, text in NL.items() if isinstance(text, str) and not (key.endswith("_je") and f"{key[:-3]}_u" in NL)]
    assert [text for text in others if re.search(r"\b(je|jij|jou|jouw|jullie)\b", text, re.I)] == []


def test_charts_look_on_the_page_as_in_the_document():
    there = {line for line in (SOURCE / "presentation" / "templates" / "mirror.css").read_text().splitlines() if line.startswith(".chart ")}
    here = {line for line in (WEB / "static" / "web" / "charts.css").read_text().splitlines() if line.startswith(".chart ")}
    assert here == there


def test_what_others_made_has_its_licence_beside_it():
    for folder in (WEB / "static" / "vendor").iterdir():
        assert [path for path in folder.iterdir() if path.name.startswith("LICENSE")], folder.name


def test_templates_have_no_style_or_script_that_the_policy_refuses():
    for path in (WEB / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|\son\w+=", text), path.name
        assert all('nonce="{{ CSP_NONCE }}"' in tag for tag in re.findall(r"<script[^>]*>", text)), path.name

"""Who may read figures; those of Het Anker are sealed, those of the region are open."""

from __future__ import annotations

from tests.site.rights import FIGURES, OWN, SEALED, WRITTEN, Row, answers

ROWS: dict[str, list[Row]] = {
    "mirrors": [Row(get=answers((200, FIGURES)))],
    "mirror": [
        Row(get=SEALED, about="release"),
        Row(get=answers((200, ("bianca", "willem", "rosa")), (404, FIGURES)), about="region"),
    ],
    "expectation": [
        Row(get=answers((200, OWN), (404, FIGURES)), post=answers((302, OWN), (404, FIGURES)), about="release")
    ],
    "mirror_file": [
        Row(get=SEALED, about="release", more=(("kind", kind),)) for kind in ("csv", "json", "html", "pdf", "xlsx")
    ] + [Row(get=answers((200, ("bianca", "willem", "rosa")), (404, FIGURES)), about="region", more=(("kind", "csv"),))],
    "indicator": [
        Row(get=SEALED, about="release", more=(("indicator", "dropout"),)),
        Row(get=answers((200, ("bianca", "willem", "rosa")), (404, FIGURES)), about="region", more=(("indicator", "dropout"),)),
    ],
    "story": [Row(get=WRITTEN, post=WRITTEN, about="release", more=(("indicator", "dropout"),))],
    "indicator_file": [Row(get=SEALED, about="release", more=(("indicator", "dropout"), ("kind", "csv")))],
    "table_file": [
        Row(get=SEALED, about="release", more=(("indicator", "dropout"), ("block", "figure"))),
        Row(
            get=answers((200, ("bianca", "willem", "rosa")), (404, FIGURES)), about="region",
            more=(("indicator", "dropout"), ("block", "population")),
        ),
    ],
}  # fmt: skip

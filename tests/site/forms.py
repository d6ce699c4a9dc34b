"""The form of a page as a browser would send it: every field with what stands in it."""

from __future__ import annotations

from html.parser import HTMLParser


def fields(page: str, action: str) -> dict[str, list[str]]:
    """The fields of the form that is sent to this address, without its buttons."""
    reader = _Reader(action)
    reader.feed(page)
    assert reader.seen, f"no form to {action}"
    reader.found.pop("csrfmiddlewaretoken", None)
    return reader.found


class _Reader(HTMLParser):
    def __init__(self, action: str) -> None:
        super().__init__()
        self.action, self.seen, self.inside = action, False, False
        self.found: dict[str, list[str]] = {}
        self.area, self.select = "", ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form":
            self.inside = given.get("action") == self.action
            self.seen = self.seen or self.inside
        if not self.inside:
            return
        if tag == "input" and name and (given.get("type") not in ("checkbox", "radio") or "checked" in given):
            self.found.setdefault(name, []).append(given.get("value") or "")
        if tag == "textarea":
            self.area = name
            self.found[name] = [""]
        if tag == "select":
            self.select = name
        if tag == "option" and self.select and ("selected" in given or self.select not in self.found):
            self.found[self.select] = [given.get("value") or ""]

    def handle_data(self, data: str) -> None:
        if self.inside and self.area:
            self.found[self.area][0] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""
        if tag == "select":
            self.select = ""
        if tag == "form":
            self.inside = False

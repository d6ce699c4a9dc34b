"""How long an act takes somebody who knows the page: the keystroke-level model, counted while the pages are walked.

Source: Card, Moran & Newell (1980), The keystroke-level model for user performance time with interactive systems, CACM 23(7), 396-410;
and (1983), The Psychology of Human-Computer Interaction, ch. 8. Seconds an operator, of the slower typist (40 words a minute, table 8.1):

K 0.28 a key; P 1.1 pointing at something; B 0.2 pressing there; H 0.4 hand from mouse to keys or back; M 1.35 thinking before each
choice, each field and each press. R, the answer of the server, is taken as 1 second a page. Coming to a part of the page that does not
stand on the screen costs another P and B. What is said between two people, and reading words one sees for the first time, is no operator
of the model: ``read`` gives the second apart, at 238 words a minute (Brysbaert 2019, Journal of Memory and Language 109, 104047).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from django.test import Client
from lxml import html

K, P, B, H, M, R = 0.28, 1.1, 0.2, 0.4, 1.35, 1.0
WORDS_A_MINUTE = 238
_TYPED = ("text", "email", "number", "date", "tel", "search", "password")


@dataclass
class Walk:
    """Somebody at the pages. Only what stands on the page can be pressed, chosen or typed in; each costs its operators."""

    browser: Client
    seconds: float = 0.0
    presses: int = 0
    fields: int = 0
    keys: int = 0
    pages: int = 0
    page: Any = None
    path: str = ""
    form: Any = None
    filled: dict[str, str] = field(default_factory=dict)

    def start(self, path: str) -> None:
        """The page on which it begins: it costs nothing."""
        self._show(self.browser.get(path))

    def press_link(self, words: str) -> None:
        """Press the link with these words (or whose address ends in them)."""
        found = [a for a in self.page.iter("a") if a.text_content().strip() == words or (a.get("href") or "").endswith(words)]
        assert found, f"no link {words!r} on {self.path}"
        self._press()
        self._wait(self.browser.get(self._address(found[0].get("href"))))

    def take_form(self, css_class: str) -> None:
        """Fill in this form from here on."""
        self.form = next(form for form in self.page.forms if css_class in (form.get("class") or ""))
        self.filled = dict(self.form.form_values())

    def scroll(self) -> None:
        """Come to the next part of the page."""
        self.seconds += P + B

    def choose(self, name: str, value: str) -> None:
        """Tap one answer: a round, a box, or a line of a list (which has to be opened first)."""
        taps = [one for one in self.form.xpath(".//input") if one.get("name") == name and one.get("value") == value]
        lists = [one for one in self.form.xpath(".//select") if one.get("name") == name and value in one.value_options]
        assert taps or lists, f"no {name} = {value} on {self.path}"
        assert not taps or taps[0].get("type") in ("radio", "checkbox")
        self._press()
        if not taps:
            self.seconds += P + B
        self.filled[name] = value

    def unfold(self) -> None:
        """Open one explanation."""
        assert self.form.xpath(".//details/summary")
        self._press()

    def type(self, name: str, words: str) -> None:
        """Type in a field."""
        found = [one for one in self.form.xpath(".//textarea | .//input") if one.get("name") == name]
        assert found and (found[0].tag == "textarea" or found[0].get("type", "text") in _TYPED), f"no field {name} on {self.path}"
        self._press()
        self.seconds += 2 * H + K * len(words)
        self.fields += 1
        self.keys += len(words)
        self.filled[name] = words

    def send(self, words: str) -> None:
        """Press the button with these words: what was filled in goes, with what stood there already."""
        (button,) = [one for one in self.form.xpath(".//button") if one.text_content().strip() == words]
        more = {button.get("name"): button.get("value") or ""} if button.get("name") else {}
        self._press()
        address = self._address(self.form.get("action") or self.path)
        self._wait(self.browser.post(address, {**self.filled, **more}))

    @property
    def read(self) -> float:
        """Seconds to read every word of this page's main part once, without what is folded."""
        (main,) = self.page.xpath("//main")
        for folded in main.xpath(".//details/*[not(self::summary)] | .//*[contains(@class, 'unseen')] | .//option"):
            folded.drop_tree()
        return len(re.findall(r"\w+", main.text_content())) / WORDS_A_MINUTE * 60

    def _press(self) -> None:
        self.seconds += M + P + B
        self.presses += 1

    def _wait(self, answer: Any) -> None:
        self.seconds += R
        self.pages += 1
        if answer.status_code == 302:
            answer = self.browser.get(answer["Location"])
        self._show(answer)

    def _show(self, answer: Any) -> None:
        assert answer.status_code == 200, (answer.status_code, self.path)
        self.path = answer.wsgi_request.get_full_path()
        self.page = html.document_fromstring(answer.content.decode())

    def _address(self, found: str) -> str:
        return self.path.partition("?")[0] + found if found.startswith("?") else found

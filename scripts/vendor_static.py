"""Make the vendored style sheets again from the published npm packages: only the components we use, only the tokens these need.

Usage: python scripts/vendor_static.py FOLDER, with in FOLDER the unpacked packages (npm pack, tar xzf) named below. No build step is
needed to run the application; this is for a new version of the design system.
"""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

OUT = Path(__file__).parents[1] / "src" / "uitkomst" / "web" / "static" / "vendor"
COMPONENTS = ("button", "textbox", "textarea", "select", "form-label", "form-field-description", "link", "skip-link")
LEFT_OUT = re.compile(r"rich-text|html-content|--html-|--(?:start|end|danger|warning|ready|hint|telephone|placeholder|rtl)")
COPIED = {
    "htmx.org": ("htmx.org-*/package", {"dist/htmx.min.js": "htmx/htmx.min.js", "LICENSE": "htmx/LICENSE"}),
    "serif": (
        "fontsource-variable-source-serif-4-*/package",
        {
            "files/source-serif-4-latin-wght-normal.woff2": "fonts/source-serif-4.woff2",
            "files/source-serif-4-latin-wght-italic.woff2": "fonts/source-serif-4-italic.woff2",
            "LICENSE": "fonts/LICENSE-source-serif-4",
        },
    ),
    "sans": (
        "fontsource-variable-source-sans-3-*/package",
        {"files/source-sans-3-latin-wght-normal.woff2": "fonts/source-sans-3.woff2", "LICENSE": "fonts/LICENSE-source-sans-3"},
    ),
}


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Selector and body of every top-level rule."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    start = opened = depth = 0
    for place, sign in enumerate(css):
        if sign == "{":
            depth += 1
            opened = place if depth == 1 else opened
        elif sign == "}":
            depth -= 1
            if depth == 0:
                yield css[start:opened].strip(), css[opened + 1 : place].strip()
                start = place + 1
        elif sign == ";" and depth == 0:
            start = place + 1


def wanted(selector: str) -> bool:
    pattern = rf"\.utrecht-(?:{'|'.join(COMPONENTS)})(?![a-z])(?!-[a-z])(?!__)"
    return bool(re.match(pattern, selector)) and not LEFT_OUT.search(selector)


def components(css: str) -> str:
    kept = []
    for selector, body in rules(css):
        parts = [part.strip() for part in re.split(r",(?![^(]*\))", selector) if wanted(part)]
        if parts and len(body) > 1:
            kept.append(f"{', '.join(parts)} {{ {' '.join(body.split())} }}")
    return "\n".join(dict.fromkeys(kept))


def tokens(css: str, used: str) -> str:
    """The tokens that are used, and those that these refer to."""
    values = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", css))
    look, found = set(re.findall(r"var\((--[\w-]+)", used)), {}
    while look:
        name = look.pop()
        if name in values and name not in found:
            found[name] = values[name]
            look |= set(re.findall(r"var\((--[\w-]+)", values[name]))
    return ":root {\n" + "".join(f"  {name}: {found[name]};\n" for name in sorted(found)) + "}\n"


def one(folder: Path, pattern: str) -> Path:
    return next(iter(sorted(folder.glob(pattern))))


def main(folder: Path) -> None:
    library = one(folder, "utrecht-component-library-css-*/package")
    theme = one(folder, "nl-design-system-unstable-voorbeeld-design-tokens-*/package")
    chosen = components((library / "dist" / "index.css").read_text(encoding="utf-8"))
    target = OUT / "nl-design-system"
    target.mkdir(parents=True, exist_ok=True)
    owners = "EUPL-1.2, Gemeente Utrecht and Frameless B.V."
    head = f"/* @utrecht/component-library-css {version(library)}, {owners}; only: {', '.join(COMPONENTS)}. */\n"
    (target / "components.css").write_text(head + chosen + "\n", encoding="utf-8")
    head = f"/* @nl-design-system-unstable/voorbeeld-design-tokens {version(theme)}, EUPL-1.2; only what the components use. */\n"
    (target / "tokens.css").write_text(head + tokens((theme / "dist" / "theme.css").read_text(encoding="utf-8"), chosen), encoding="utf-8")
    shutil.copy(library / "LICENSE.md", target / "LICENSE-component-library.md")
    shutil.copy(theme / "LICENSE.md", target / "LICENSE-design-tokens.md")
    for pattern, files in COPIED.values():
        package = one(folder, pattern)
        for name, to in files.items():
            (OUT / to).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(package / name, OUT / to)


def version(package: Path) -> str:
    return re.search(r'"version":\s*"([^"]+)"', (package / "package.json").read_text(encoding="utf-8"))[1]


if __name__ == "__main__":
    main(Path(sys.argv[1]))

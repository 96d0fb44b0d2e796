"""Reading a page as its reader sees it: run it, and collect what its markup says."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

from streamlit.testing.v1 import AppTest

APP = Path(__file__).parents[2] / "dashboards" / "app.py"


@dataclass
class Shown:
    """One element that says which figure of the mart it shows, with the text inside it."""

    attributes: dict[str, str]
    text: str = ""


@dataclass
class Reader(HTMLParser):
    """Collects figures, links, table cells and plain text from markup."""

    figures: list[Shown] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    cells: list[Shown] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    text: str = ""
    states: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Set the parser up."""
        super().__init__()
        self._open: list[tuple[str, Shown | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin an element."""
        known = {key: value or "" for key, value in attrs}
        self.tags.append(tag)
        shown = (
            Shown(known) if tag in {"article", "td", "th"} or "data-indicator" in known else None
        )
        if shown and "data-indicator" in known and tag == "article":
            self.figures.append(shown)
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"} and shown:
            self.cells.append(shown)
        if tag == "a":
            self.links.append(known.get("href", ""))
        if "data-state" in known:
            self.states.append(known["data-state"])
        self._open.append((tag, shown))

    def handle_endtag(self, tag: str) -> None:
        """End an element; a cell's text belongs to the row it is in."""
        while self._open:
            name, shown = self._open.pop()
            if name in {"td", "th"} and shown and self.rows:
                self.rows[-1].append(shown.text)
            if name == tag:
                break

    def handle_data(self, data: str) -> None:
        """Text, for the page and for every figure it stands in."""
        self.text += data
        for _, shown in self._open:
            if shown:
                shown.text += data


def run_page(page: str = "overview", **address: str) -> AppTest:
    """The page as a reader opens it, with what its address says."""
    app = AppTest.from_file(str(APP), default_timeout=30)
    for name, value in address.items():
        app.query_params[name] = value
    return app.run() if page == "overview" else open_page(app, page)


def open_page(app: AppTest, page: str) -> AppTest:
    """Go to another page in the same visit."""
    return app.switch_page(f"pages/{page}.py").run()


def read(app: AppTest) -> Reader:
    """What the page says; fails on an exception shown to the reader."""
    assert not app.exception, [error.value for error in app.exception]
    reader = Reader()
    for block in app.get("html"):
        reader.feed(block.proto.body)
    return reader

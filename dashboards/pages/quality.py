"""Data quality: is there anything in the delivered files to put right, and what to do about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.check_section import check_section
from dashboards.components.delivery_section import delivery_section
from dashboards.components.figure_card import count_cards
from dashboards.components.issue_section import issue_section
from dashboards.components.markup import prose, tag
from dashboards.components.status import chip
from dashboards.components.visit import current_visit, home_folder
from dashboards.queries.quality import checks, deliveries, issue_counts
from dashboards.sections.corrections import correction_section, upload_section
from dashboards.sections.desk_lateness import desk_section, late_desks
from dashboards.sections.readability import readability_section

if TYPE_CHECKING:
    from dashboards.components.visit import Visit


def show() -> None:
    """The whole page; only data staff take workbooks and put files in."""
    visit = current_visit()
    words, home = visit.words, home_folder()
    frame.particulars(visit)
    frame.section(words("quality.answers"))
    _answer(visit)
    _what_to_do(visit)
    desk_section(visit)
    if visit.snapshot.audience == "staff":
        correction_section(home, words)
        upload_section(home, words)
    issue_section(visit)
    delivery_section(visit, deliveries(visit.snapshot))
    readability_section(visit)
    check_section(visit)


def _answer(visit: Visit) -> None:
    """One sentence, and what it rests on."""
    words, snapshot = visit.words, visit.snapshot
    files = deliveries(snapshot)
    landed = [delivery for delivery in files if delivery.status == "landed"]
    refused = sum(delivery.status == "refused" for delivery in files)
    failing = sum(check.outcome != "passed" for check in checks(snapshot))
    open_rows, late = _open_rejects(visit), late_desks(visit)
    to_do = bool(open_rows or refused or failing or late)
    sentence = words("quality.to_do" if to_do else "quality.nothing_to_do")
    outcome = chip("quality", "warned" if to_do else "passed", words)
    st.html(tag("p", outcome, tag("span", sentence), class_="said"))
    counts = [
        ("quality.late_desks", late, words("unit.desks")),
        ("quality.open_rows", open_rows, words("unit.rows")),
        ("quality.refused", refused, words("unit.files")),
        ("quality.failing", failing, words("unit.checks")),
        ("quality.files", len(landed), words("unit.files")),
        ("quality.rows_read", sum(f.rows_read or 0 for f in landed), words("unit.rows")),
    ]
    st.html(count_cards(counts, words))


def _open_rejects(visit: Visit) -> int:
    """Rejected rows that nobody has mended yet."""
    return sum(
        count.rows
        for count in issue_counts(visit.snapshot)
        if count.severity == "reject" and count.state == "open"
    )


def _what_to_do(visit: Visit) -> None:
    words = visit.words
    steps = (tag("li", prose(words(f"quality.step{number}"))) for number in (1, 2, 3, 4))
    title = tag("summary", words("quality.steps"))
    st.html(tag("details", title, tag("ol", *steps), class_="fold", open="open"))


if __name__ == "__main__":
    show()

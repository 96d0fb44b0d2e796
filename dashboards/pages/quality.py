"""Data quality: is there anything in the delivered files to put right, and what to do about it."""

from __future__ import annotations

import streamlit as st

from dashboards.components import frame
from dashboards.components.check_section import check_section
from dashboards.components.delivery_section import delivery_section
from dashboards.components.figure_card import count_cards
from dashboards.components.issue_section import issue_section
from dashboards.components.markup import prose, tag
from dashboards.components.status import chip
from dashboards.queries.quality import checks, deliveries, issue_counts


def show() -> None:
    """The whole page; an audience without the rows themselves sees files and checks."""
    visit = frame.current_visit()
    words, snapshot = visit.words, visit.snapshot
    sees_rows = snapshot.sees_rows
    frame.particulars(visit)
    frame.section(words("quality.answers"))
    files = deliveries(snapshot)
    open_rows = _open_rejects(visit) if sees_rows else None
    refused = sum(delivery.status == "refused" for delivery in files)
    failing = [check for check in checks(snapshot) if check.outcome != "passed"]
    to_do = bool(open_rows or refused or failing)
    sentence = words("quality.to_do" if to_do else "quality.nothing_to_do")
    outcome = chip("quality", "warned" if to_do else "passed", words)
    st.html(tag("p", outcome, tag("span", sentence), class_="said"))
    landed = [delivery for delivery in files if delivery.status == "landed"]
    counts = [
        ("quality.files", len(landed), words("unit.files")),
        ("quality.rows_read", sum(f.rows_read or 0 for f in landed), words("unit.rows")),
        ("quality.rejected", sum(f.rejected or 0 for f in landed), words("unit.rows")),
        ("quality.refused", refused, words("unit.files")),
        ("quality.failing", len(failing), words("unit.checks")),
    ]
    if open_rows is not None:
        counts.insert(3, ("quality.open_rows", open_rows, words("unit.rows")))
    st.html(count_cards(counts, words))
    _what_to_do(visit)
    if sees_rows:
        issue_section(visit)
    delivery_section(visit, files)
    check_section(visit)


def _open_rejects(visit: frame.Visit) -> int:
    """Rejected rows that nobody has mended yet."""
    return sum(
        count.rows
        for count in issue_counts(visit.snapshot)
        if count.severity == "reject" and count.state == "open"
    )


def _what_to_do(visit: frame.Visit) -> None:
    words = visit.words
    steps = (tag("li", prose(words(f"quality.step{number}"))) for number in (1, 2, 3))
    title = tag("summary", words("quality.steps"))
    st.html(tag("details", title, tag("ol", *steps), class_="fold", open="open"))


if __name__ == "__main__":
    show()

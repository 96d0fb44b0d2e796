"""What a file that leaves the page says about itself: source, as-of day, publication, audience."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.components.periods import day_label, moment_label

if TYPE_CHECKING:
    from dashboards.components.downloads import Note
    from dashboards.components.visit import Visit


def provenance(visit: Visit, title: str) -> list[Note]:
    """The notes that every file has: title, source, days, publication, audience, sample."""
    words, snapshot = visit.words, visit.snapshot
    notes = [
        (words("export.title"), title),
        (words("footer.source"), words("footer.source.text")),
        (words("meta.as_of"), day_label(snapshot.as_of, words)),
        (words("meta.published_at"), moment_label(snapshot.published_at, words)),
        (words("meta.snapshot"), snapshot.snapshot_id),
        (words("export.audience"), words.term("audience", snapshot.audience)),
        (words("export.blank"), words("export.blank.text")),
        (words("footer.disclaimer"), words("footer.disclaimer.text")),
    ]
    if snapshot.is_sample:
        notes.insert(1, (words("sample.title"), words("sample.text")))
    return notes


def source_line(visit: Visit) -> str:
    """One line under a picture that leaves the page."""
    words, snapshot = visit.words, visit.snapshot
    sample = words("sample.title") if snapshot.is_sample else ""
    day = day_label(snapshot.as_of, words)
    return words("export.line", day=day, snapshot=snapshot.snapshot_id, sample=sample).strip()

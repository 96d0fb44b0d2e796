"""Operations: what was published when, what changed, and who decided it."""

from __future__ import annotations

from dashboards.components import frame
from dashboards.components.visit import current_visit, home_folder
from dashboards.queries.operations import published
from dashboards.sections.operations_changes import change_section
from dashboards.sections.operations_history import history_section
from dashboards.sections.operations_published import journal_section, published_section
from dashboards.sections.operations_state import standing_hold, state_section
from dashboards.sections.operations_undo import undo_section


def show() -> None:
    """The whole page; only data staff can undo."""
    visit = current_visit()
    words, home = visit.words, home_folder()
    frame.particulars(visit)
    snapshots, events = published(home)
    state_section(home, events, words)
    published_section(snapshots, words)
    change_section(home, snapshots, visit)
    history_section(home, visit)
    if visit.snapshot.audience == "staff":
        undo_section(home, snapshots, standing_hold(events), words)
    journal_section(events, words)


if __name__ == "__main__":
    show()

"""The delivered files with their row accounts: read = accepted + rejected + skipped."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboards.components import frame
from dashboards.components.columns import number_column
from dashboards.components.filters import choose
from dashboards.components.numbers import plain
from dashboards.components.periods import moment_label
from dashboards.components.status import chip
from dashboards.components.tables import Column, Table, show_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dashboards.components.frame import Visit
    from dashboards.i18n import Words
    from dashboards.queries.quality import Delivery

ALL = "all"


def delivery_section(visit: Visit, files: Sequence[Delivery]) -> None:
    """All files, filtered by log and outcome."""
    words = visit.words
    frame.section(words("quality.file_list"), words("quality.file_list.text"))
    with st.container(horizontal=True, key="filters_files"):
        log = choose(
            "file_log",
            words("filter.log"),
            [ALL, *sorted({delivery.log for delivery in files})],
            lambda name: words("filter.all") if name == ALL else words.term("log", name),
        )
        status = choose(
            "file_status",
            words("filter.outcome"),
            [ALL, *sorted({delivery.status for delivery in files})],
            lambda name: words("filter.all") if name == ALL else words.term("delivery", name),
        )
    chosen = [
        delivery
        for delivery in files
        if log in (ALL, delivery.log) and status in (ALL, delivery.status)
    ]
    show_table(_table(chosen, visit), words)


def _table(files: Sequence[Delivery], visit: Visit) -> Table[Delivery]:
    words = visit.words
    return Table(
        key="files",
        caption=words("quality.file_list"),
        columns=[*_naming(words), *_accounts(words)],
        rows=files,
        file_name=f"files_{visit.snapshot.as_of:%Y%m%d}",
    )


def _naming(words: Words) -> list[Column[Delivery]]:
    return [
        Column(words("quality.file"), value=lambda delivery: delivery.file),
        Column(words("filter.log"), value=lambda delivery: words.term("log", delivery.log)),
        Column(
            words("card.status"),
            value=lambda delivery: words.term("delivery", delivery.status),
            show=lambda delivery: chip("delivery", delivery.status, words),
        ),
        Column(
            words("quality.delivered_at"),
            value=lambda delivery: (
                delivery.delivered_at.isoformat(sep=" ", timespec="minutes")
                if delivery.delivered_at
                else None
            ),
            show=lambda delivery: (
                moment_label(delivery.delivered_at, words)
                if delivery.delivered_at
                else words("number.none")
            ),
        ),
    ]


def _accounts(words: Words) -> list[Column[Delivery]]:
    counted: list[tuple[str, Callable[[Delivery], int | None]]] = [
        ("quality.rows_read", lambda delivery: delivery.rows_read),
        ("quality.accepted", lambda delivery: delivery.accepted),
        ("quality.rejected", lambda delivery: delivery.rejected),
        ("quality.skipped", lambda delivery: delivery.skipped),
    ]
    columns = [number_column(words(key), read, words) for key, read in counted]
    columns.append(
        Column(
            words("quality.score"),
            value=lambda delivery: delivery.score,
            show=lambda delivery: (
                words("number.none") if delivery.score is None else plain(round(delivery.score))
            ),
            is_number=True,
        )
    )
    message: Column[Delivery] = Column(
        words("quality.message"),
        value=lambda delivery: words.pick(delivery.message_ja, delivery.message_en) or None,
    )
    return [*columns, message]

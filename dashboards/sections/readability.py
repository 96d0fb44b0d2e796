"""How readable the delivered files are for machines: which rules they break, as advice."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.components import frame
from dashboards.components.columns import number_column
from dashboards.components.tables import Column, Table, show_table
from dashboards.queries.quality import broken_rules

if TYPE_CHECKING:
    from dashboards.components.visit import Visit


def readability_section(visit: Visit) -> None:
    """The rules that files break, the most frequent first, each with one file that does."""
    words = visit.words
    frame.section(words("score.title"), words("score.text"))
    table = Table(
        key="score_rules",
        caption=words("score.title"),
        columns=[
            Column(words("score.rule"), value=lambda rule: words.pick(rule.rule_ja, rule.rule_en)),
            Column(words("score.id"), value=lambda rule: rule.rule_id, is_brief=True),
            number_column(words("score.files"), lambda rule: rule.files, words),
            Column(words("score.example"), value=lambda rule: rule.example),
            Column(
                words("score.evidence"),
                value=lambda rule: words.pick(rule.evidence_ja, rule.evidence_en) or None,
            ),
        ],
        rows=broken_rules(visit.snapshot),
        file_name=f"readability_{visit.snapshot.as_of:%Y%m%d}",
    )
    show_table(table, words)

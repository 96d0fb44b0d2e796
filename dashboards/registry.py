"""The pages and the families of indicators: a new page or family is a row here.

A family is a set of programme domains. Indicators without a programme of their own (totals over all
desks) belong to the family of their log; what no family claims is on the page of the last one, so
that every indicator is on some page.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboards.queries.catalogue import Indicator

EVERYONE = frozenset({"manager", "staff", "official"})
THOSE_WHO_SEE_ROWS = frozenset({"manager", "staff"})
ANSWER_INDICATOR = "sme_desk.consultations"


@dataclass(frozen=True)
class PageEntry:
    """A page: its key names its file, its address and its wordings (`page.<key>.title`).

    Audiences it is not for do not find it in the navigation, and are told so at its address.
    """

    key: str
    section: str
    is_start: bool = False
    audiences: frozenset[str] = EVERYONE

    def is_for(self, audience: str) -> bool:
        """Whether an audience may see the page."""
        return audience in self.audiences

    @property
    def file(self) -> str:
        """The page's script, relative to app.py."""
        return f"pages/{self.key}.py"


PAGES = (
    PageEntry("overview", "whole", is_start=True),
    PageEntry("targets", "whole"),
    PageEntry("consultation", "family"),
    PageEntry("seminar", "family"),
    PageEntry("subsidy", "family"),
    PageEntry("student", "family"),
    PageEntry("partnership", "family"),
    PageEntry("company", "family", audiences=THOSE_WHO_SEE_ROWS),
    PageEntry("finance", "family"),
    PageEntry("reconciliation", "trust"),
    PageEntry("evidence", "trust"),
    PageEntry("quality", "trust", audiences=THOSE_WHO_SEE_ROWS),
    PageEntry("operations", "trust", audiences=THOSE_WHO_SEE_ROWS),
)


@dataclass(frozen=True)
class Family:
    """Indicators that share a page, which has the same key."""

    key: str
    domains: frozenset[str]
    logs: frozenset[str]


FAMILIES = (
    Family(
        "consultation",
        frozenset({"consultation"}),
        frozenset({"consultation", "expert_dispatch"}),
    ),
    Family(
        "seminar",
        frozenset({"seminar"}),
        frozenset({"seminar_session", "seminar_attendance"}),
    ),
    Family(
        "subsidy",
        frozenset({"subsidy"}),
        frozenset({"subsidy_application", "subsidy_expense", "subsidy_member"}),
    ),
    Family("student", frozenset({"student_support"}), frozenset({"student_support"})),
)
REMAINING_FAMILY = "partnership"


def family_of_domain(domain: str) -> str:
    """The family that a programme of a domain belongs to."""
    return next((family.key for family in FAMILIES if domain in family.domains), REMAINING_FAMILY)


def families_of(indicator: Indicator) -> tuple[str, ...]:
    """The pages an indicator is on: at least one."""
    if indicator.domains:
        return tuple(dict.fromkeys(family_of_domain(domain) for domain in indicator.domains))
    by_log = tuple(family.key for family in FAMILIES if indicator.log in family.logs)
    return by_log or (REMAINING_FAMILY,)

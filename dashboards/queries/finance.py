"""The foundation's statements: their lines against the year before, and whether they add up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.queries.snapshot import per_snapshot

if TYPE_CHECKING:
    from dashboards.queries.snapshot import Snapshot


@dataclass(frozen=True)
class Sheet:
    """One statement of one year and account, as the reader chooses it."""

    statement: str
    fiscal_year: int
    account: str


@dataclass(frozen=True)
class Line:
    """One account line; amounts in yen. `printed_difference_yen` is what the print says."""

    line_path: str
    amount_yen: int
    previous_yen: int | None
    difference_yen: int | None
    printed_difference_yen: int | None

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings above the line, outermost first."""
        return tuple(self.line_path.split("/"))[:-1]

    @property
    def name(self) -> str:
        """The line's own name."""
        return self.line_path.rpartition("/")[2]

    @property
    def is_misprinted(self) -> bool:
        """Whether the printed difference is not the difference of the printed amounts."""
        both = (self.difference_yen, self.printed_difference_yen)
        return None not in both and both[0] != both[1]


@dataclass(frozen=True)
class Check:
    """One total, difference or account line that arithmetic can check."""

    check_kind: str
    statement: str
    fiscal_year: int
    account: str
    line_path: str
    stated_yen: int | None
    computed_yen: int | None
    difference_yen: int | None
    is_consistent: bool | None


@dataclass(frozen=True)
class Comparison:
    """A line of a statement beside the indicators that speak of the same thing."""

    statement: str
    fiscal_year: int
    line_path: str
    comparison: str
    indicator_ids: str
    amount_yen: int
    indicator_value: float | None
    difference_yen: float | None
    cost_per_unit_yen: float | None


@per_snapshot
def sheets(snapshot: Snapshot) -> tuple[Sheet, ...]:
    """What there is to choose from: the newest year first, the total account first."""
    rows = snapshot.rows(
        """
        select distinct statement, fiscal_year, account
        from marts.finance
        order by statement, fiscal_year desc, account != 'total', account
        """
    )
    return tuple(Sheet(**row) for row in rows)


@per_snapshot
def lines(snapshot: Snapshot, sheet: Sheet) -> tuple[Line, ...]:
    """The lines of a statement in the order of the delivered file."""
    rows = snapshot.rows(
        """
        select
            line_path, amount_yen, previous_yen, difference_yen,
            published_difference_yen as printed_difference_yen
        from marts.finance
        where statement = $statement and fiscal_year = $fiscal_year and account = $account
        order by line_order, line_path
        """,
        statement=sheet.statement,
        fiscal_year=sheet.fiscal_year,
        account=sheet.account,
    )
    return tuple(Line(**row) for row in rows)


@per_snapshot
def finance_checks(snapshot: Snapshot) -> tuple[Check, ...]:
    """Every check of arithmetic, those that do not add up first."""
    rows = snapshot.rows(
        """
        select * exclude (sum_id)
        from marts.finance_check
        order by is_consistent, abs(difference_yen) desc, statement, fiscal_year, line_path, account
        """
    )
    return tuple(Check(**row) for row in rows)


@per_snapshot
def comparisons(snapshot: Snapshot) -> tuple[Comparison, ...]:
    """Lines beside indicators, newest year first."""
    rows = snapshot.rows(
        """
        select * exclude (account, is_approximate)
        from marts.finance_indicator
        order by fiscal_year desc, statement, line_path
        """
    )
    return tuple(Comparison(**row) for row in rows)

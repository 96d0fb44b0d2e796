"""Homes at random: what fifteen desks might deliver in three years, untidy but valid.

Rows are made from contracts and catalogue alone: a new log or indicator takes part by itself.
"""

import csv
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from dbt_project.catalogue import Table, load_catalogue
from ingest.contracts import Column, Contract, load_contracts
from tests.oracle.companies import NAME_COLUMNS
from tests.oracle.filters import CONDITION

FIRST_DAY, LAST_DAY = date(2023, 2, 1), date(2025, 12, 20)
AS_OF = date(2025, 12, 31)
FORMS = ("株式会社{}", "{}株式会社", "㈱{}", "有限会社{}", "{}")
NAMES = tuple(f"例示{kind}{n}" for kind in ("製作所", "商店", "工業") for n in "一二三四五六七八")
BLANK = 0.15
WRONG_REFERENCE = 0.05
RESTARTED = 0.15
FILES = (2, 9)
"""How many deliveries a log has: at least, at most."""
WHO = (*NAME_COLUMNS, "corporate_number")


class Office:
    """One home's deliveries, drawn from a seed: the same seed, the same files."""

    def __init__(self, seed: int) -> None:
        self.draw = Random(seed)  # noqa: S311 (nothing secret)
        self.contracts = load_contracts(None)
        self.catalogue: dict[str, Table] = load_catalogue(None)
        self.companies = 0
        self.keys: dict[str, list[dict[str, str]]] = {}

    def deliver(self, inbox: Path) -> dict[str, str]:
        """Write every log's files; the time of delivery of each."""
        times = {}
        for log in self._parents_first():
            contract = self.contracts[log]
            for number, (day, rows) in enumerate(self._deliveries(contract)):
                path = inbox / log / f"{number:02}.csv"
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("w", encoding="utf-8", newline="") as out:
                    writer = csv.DictWriter(out, [c.title for c in contract.columns])
                    writer.writeheader()
                    writer.writerows(rows)
                times[f"{log}/{path.name}"] = f"{day.isoformat()}+09:00"
        return times

    def _parents_first(self) -> list[str]:
        def depth(log: str) -> int:
            parents = (c.reference for c in self.contracts[log].columns if c.reference)
            return 1 + max((depth(p[0]) for p in parents if p[0] in self.contracts), default=0)

        return sorted(self.contracts, key=lambda log: (depth(log), log))

    def _deliveries(self, contract: Contract) -> Iterator[tuple[datetime, list[dict[str, str]]]]:
        """Files in order of time; each repeats some earlier keys with other cells."""
        day = datetime.combine(FIRST_DAY, datetime.min.time()) + timedelta(hours=9)
        known: list[dict[str, str]] = self.keys.setdefault(contract.log, [])
        span = (LAST_DAY - FIRST_DAY).days
        for _ in range(self.draw.randint(*FILES)):
            fresh = [self._row(contract, len(known) + n) for n in range(self.draw.randint(5, 60))]
            again = [self._changed(contract, row) for row in known if self.draw.random() < 0.1]
            known.extend(fresh)
            day += timedelta(days=self.draw.randint(1, span // FILES[1]))
            titles = {c.name: c.title for c in contract.columns}
            yield day, [{titles[name]: row[name] for name in row} for row in fresh + again]

    def _row(self, contract: Contract, number: int) -> dict[str, str]:
        programme = self.draw.choice(self._programmes(contract.log))
        row = {c.name: self._cell(contract, c, number) for c in contract.columns}
        if "programme_id" in row:
            row["programme_id"] = programme
        return row

    def _changed(self, contract: Contract, row: dict[str, str]) -> dict[str, str]:
        """A newer version: other cells, the same company and fiscal year; or the number restarts.

        Whose record a version is that moves year or company alone is not said anywhere.
        """
        if contract.event_date and row[contract.event_date] and self.draw.random() < RESTARTED:
            return self._restarted(contract, row)
        changed = dict(row)
        for column in contract.columns:
            fixed = (*contract.key, *WHO, "programme_id", contract.event_date)
            if column.name not in fixed and self.draw.random() < 0.3:
                changed[column.name] = self._cell(contract, column, 0)
        if contract.event_date and row[contract.event_date]:
            changed[contract.event_date] = self._day_of_same_month(row[contract.event_date])
        return changed

    def _restarted(self, contract: Contract, row: dict[str, str]) -> dict[str, str]:
        """The same number in another fiscal year for a company that nobody named before."""
        event = contract.event_date or ""
        other = date.fromisoformat(row[event]) + timedelta(days=366)
        if other > LAST_DAY:
            return dict(row)
        self.companies += 1
        new = {event: other.isoformat(), "corporate_number": ""}
        new |= dict.fromkeys(NAME_COLUMNS, f"株式会社再番{self.companies}")
        return row | {name: cell for name, cell in new.items() if name in row}

    def _day_of_same_month(self, day: str) -> str:
        return f"{day[:8]}{self.draw.randint(1, 28):02}"

    def _programmes(self, log: str) -> list[str]:
        """Programmes that indicators of the log speak of, and one that none does."""
        rows = self.catalogue["indicators"].rows.values()
        spoken = {p for row in rows if row["log"] == log for p in row.listed("programme_ids")}
        anything = sorted(self.catalogue["programmes"].column("programme_id"))
        return [*sorted(spoken), anything[self.draw.randrange(len(anything))]]

    def _cell(self, contract: Contract, column: Column, number: int) -> str:
        optional = not (column.required or column.is_key)
        if optional and self.draw.random() < BLANK:
            return ""
        if column.reference:
            return self._reference(column)
        if column.is_key and column.type == "string":
            return f"K-{number}"
        if column.labels:
            return self.draw.choice(
                [label for labels in column.labels.values() for label in labels]
            )
        return self._value(contract, column)

    def _reference(self, column: Column) -> str:
        table, target = column.reference or ("", "")
        if self.draw.random() < WRONG_REFERENCE:
            return "どこにもない"
        if table in self.contracts:
            known = self.keys.get(table, [])
            return self.draw.choice(known)[target] if known else "まだない"
        return self.draw.choice(sorted(self.catalogue[table].column(target)))

    def _value(self, contract: Contract, column: Column) -> str:
        if column.name in NAME_COLUMNS:
            return self.draw.choice(FORMS).format(self.draw.choice(NAMES))
        if column.parse_as == "corporate_number":
            return self._corporate_number() if self.draw.random() < 0.4 else ""
        if column.parse_as == "fiscal_year":
            return str(self.draw.randint(2022, 2025))
        if column.type in ("date", "timestamp"):
            days = self.draw.randint(0, (LAST_DAY - FIRST_DAY).days)
            return (FIRST_DAY + timedelta(days=days)).isoformat()
        if column.type in ("integer", "number"):
            return str(self.draw.randint(1, 12))
        if column.type == "boolean":
            return self.draw.choice(["○", "×"])
        return self.draw.choice(self._words(contract.log, column.name))

    def _corporate_number(self) -> str:
        """A valid number of one of few companies: check digit, then twelve digits."""
        base = f"{self.draw.randint(0, 30):03}".rjust(12, "9")
        total = sum(
            int(digit) * (1 if place % 2 == 0 else 2) for place, digit in enumerate(base[::-1])
        )
        return f"{9 - total % 9}{base}"

    def _words(self, log: str, column: str) -> list[str]:
        """What indicators look for in a text column, and something else."""
        words = {"その他のこと", "別のこと"}
        for row in self.catalogue["indicators"].rows.values():
            if row["log"] == log:
                for part in filter(None, row["filter"].split(";")):
                    match = CONDITION.match(part)
                    if match and match[1] == column:
                        words |= set(match[3].split("|"))
        return sorted(words)

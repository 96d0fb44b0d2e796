"""Figures of the sample, computed from its delivered rows by the tests' own recomputation."""

from datetime import date

import polars as pl

from ingest.contracts import Contract
from tests.oracle.catalogue import Indicator
from tests.oracle.companies import company_keys
from tests.oracle.facts import Records, countable, facts_by_log
from tests.oracle.measures import passing, values
from tests.oracle.periods import windows

FIRST_YEAR = 2020


class SampleFigures:
    """Any indicator's value in a fiscal year or on a day."""

    def __init__(self, logs: Records, contracts: dict[str, Contract], as_of: date) -> None:
        records = {log: _records(rows, contracts[log]) for log, rows in logs.items()}
        self._as_of = as_of
        self._facts = facts_by_log(records, contracts, company_keys(records))
        self._years = windows(FIRST_YEAR, as_of).filter(pl.col("kind") == "year")

    def rows(self, indicator: Indicator) -> pl.DataFrame:
        """The rows that an indicator measures, up to the as-of day."""
        return passing(countable(self._facts, indicator.log), indicator, self._as_of)

    def records(self, log: str) -> pl.DataFrame:
        """All rows of a log that have happened by the as-of day."""
        happened = pl.col("event_on").is_null() | (pl.col("event_on") <= self._as_of)
        return self._facts[log].filter(happened)

    def by_year(self, indicator: Indicator) -> dict[int, float]:
        """The value of every fiscal year."""
        found = values(self.rows(indicator), indicator, self._years)
        return dict(self._years.join(found, on="window").select("fiscal_year", "value").iter_rows())

    def on(self, indicator: Indicator, day: date) -> float:
        """The value of one day alone."""
        own = pl.DataFrame({"window": [0], "start": [day], "end": [day], "day": [day]})
        value: float = values(self.rows(indicator), indicator, own)["value"].item()
        return value


def _records(rows: pl.DataFrame, contract: Contract) -> pl.DataFrame:
    key = pl.concat_str([pl.col(name).cast(pl.String) for name in contract.key], separator="/")
    return rows.with_columns(record_id=key)

"""The small tables that the sample is made from: its own parameters and the shipped catalogue.

Here belongs: reading them. Not here: what they mean (the module that uses each).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import polars as pl

OWN = Path(__file__).resolve().parent
CATALOGUE = OWN.parents[1] / "dbt_project" / "seeds"


@cache
def table(name: str) -> pl.DataFrame:
    """Return one of the sample's own parameter tables."""
    return pl.read_csv(OWN / f"{name}.csv", infer_schema_length=None)


@cache
def catalogue(name: str) -> pl.DataFrame:
    """Return one table of the shipped catalogue."""
    return pl.read_csv(CATALOGUE / f"{name}.csv", infer_schema_length=None)

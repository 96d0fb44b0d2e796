"""Chance that is the same every time: seeded generators and ways to share a total out.

Here belongs: randomness itself. Not here: what is drawn and why (the modules of each log).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

import numpy as np

from ingest.sample.tables import table

if TYPE_CHECKING:
    from collections.abc import Sequence

    import polars as pl

    from ingest.sample.arrays import Floats, Integers

SEED = 20261031


def generator(*labels: object) -> np.random.Generator:
    """Return the generator that belongs to these labels: the same labels, the same draws."""
    return np.random.default_rng([SEED, crc32("/".join(map(str, labels)).encode())])


def shares(total: int, weights: Sequence[float] | Floats) -> Integers:
    """Split a whole number by weights; the parts add up to it exactly (largest remainders)."""
    weight = np.asarray(weights, dtype=np.float64)
    if weight.size == 0:
        return np.zeros(0, dtype=np.int64)
    exact = total * weight / weight.sum()
    parts: Integers = np.floor(exact).astype(np.int64)
    order = np.argsort(parts - exact, kind="stable")
    parts[order[: total - int(parts.sum())]] += 1
    return parts


def scatter(rng: np.random.Generator, total: int, n: int, least: int = 0) -> Integers:
    """Split a whole number into n uneven parts of at least `least`, as far as it reaches."""
    least = min(least, total // n) if n else 0
    parts: Integers = least + shares(total - least * n, rng.gamma(4.0, size=n))
    return parts


@cache
def labels(scope: str, field: str) -> tuple[pl.Series, Floats]:
    """Return the values and probabilities of a field for a scope (else for any), from choices."""
    choices = table("choices")
    mine = choices.filter(field=field, scope=scope)
    rows = mine if mine.height else choices.filter(field=field, scope="any")
    weight = rows["weight"].to_numpy().astype(np.float64)
    return rows["value"], weight / weight.sum()


def draw(rng: np.random.Generator, scope: str, field: str, n: int) -> pl.Series:
    """Draw n values of a field as people of that scope fill it in; null where left blank."""
    values, weight = labels(scope, field)
    return values[rng.choice(len(values), size=n, p=weight)]


def fading(n: int, speed: float = 0.6) -> Floats:
    """Return weights of n regulars: the first come often, the last hardly ever."""
    weight: Floats = np.arange(1, n + 1, dtype=np.float64) ** -speed
    chances: Floats = weight / weight.sum()
    return chances

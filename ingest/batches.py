"""Parts of many sheets that are laid out alike, judged in one go.

Here belongs: which parts go together, and telling their rows apart again. What a small file costs
is the planning of its columns' expressions, hardly its rows: a hundred files that an office makes
with one form cost little more than one. Not here: the rules (judge), files and sheets (reading).
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from ingest.judge import Judged, judge
from ingest.readers import RECORD
from ingest.values import header_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ingest.contracts import Contract
    from ingest.header import Header

_ABOVE, _HEADER, _BELOW = range(3)


@dataclass(frozen=True)
class Part:
    """Some records of a sheet, in order, and the header of that sheet."""

    records: pl.DataFrame
    header: Header
    is_damaged: bool = False


def judge_parts(parts: Sequence[Part], contract: Contract) -> list[Judged]:
    """Return what each part came to, in the order given."""
    alike = defaultdict(list)
    for place, part in enumerate(parts):
        alike[_layout(part.header)].append(place)
    judged = {
        place: found
        for places in alike.values()
        for place, found in zip(
            places, _judge_alike([parts[place] for place in places], contract), strict=True
        )
    }
    return [judged[place] for place in range(len(parts))]


def _layout(header: Header) -> tuple[object, ...]:
    """Return what two headers must have in common for their parts to be judged together."""
    placed = ((p.cell, p.column.name, header_key(p.header), p.unit) for p in header.placed)
    return *placed, *((one.cell, one.name) for one in header.others)


def _judge_alike(parts: list[Part], contract: Contract) -> Iterator[Judged]:
    """Judge parts of one layout as one, under row numbers that are the batch's own."""
    together = pl.concat((part.records for part in parts), how="diagonal", rechunk=True)
    own = together[RECORD]
    batch = together.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).alias(RECORD))
    counts = [count for part in parts for count in _thirds(part)]
    third = np.repeat(np.tile([_ABOVE, _HEADER, _BELOW], len(parts)), counts)
    above, below = (batch.filter(pl.Series(third == which)) for which in (_ABOVE, _BELOW))
    is_damaged = any(part.is_damaged for part in parts)
    judged = judge(above, below, parts[0].header, contract, is_damaged=is_damaged)
    ends = np.cumsum([len(part.records) for part in parts])
    pieces = (_split(frame, own, ends) for frame in judged.frames)
    return (Judged(*frames) for frames in zip(*pieces, strict=True))


def _thirds(part: Part) -> tuple[int, int, int]:
    """Return how many records lie above the header, are it, and lie below."""
    number = part.records[RECORD]
    first = number.search_sorted(part.header.record, "left")
    last = number.search_sorted(part.header.record, "right")
    return first, last - first, len(number) - last


def _split(rows: pl.DataFrame, own: pl.Series, ends: np.ndarray) -> Iterator[pl.DataFrame]:
    """Cut rows of the batch at the ends of its parts; give them back their own numbers."""
    cuts = [0, *rows[RECORD].search_sorted(pl.Series(ends), "left")]
    named = rows.with_columns(own.gather(rows[RECORD]).alias(RECORD))
    return (named.slice(start, end - start) for start, end in itertools.pairwise(cuts))

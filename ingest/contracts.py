"""What each log promises: the contracts as plain, typed values.

Here belongs: the meaning of a contract and of its columns, and loading the shipped contracts with
those of a home laid over them. Not here: how a contract file is written (contract_file) or how
cells are read (values).
"""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable
    from pathlib import Path

SUFFIXES = (".yaml", ".yml")
CATALOGUES = {"programmes": ("programme_id",), "indicators": ("indicator_id",)}
"""Catalogue tables that a column may refer to, with the columns they are known by."""

Scalar = str | int | float | bool


class ContractError(Exception):
    """A contract is broken; the text is one line: file, line, what is wrong, what to do."""


@dataclass(frozen=True)
class Column:
    """One column of a log: what its header may be called and what its cells may say."""

    name: str
    title: str
    type: str
    """string, integer, number, boolean, date or timestamp."""
    required: bool = False
    """A row without it is rejected (keys are always required)."""
    is_key: bool = False
    classification: str = "internal"
    """internal, confidential (company business) or personal."""
    aliases: tuple[str, ...] = ()
    labels: dict[str, tuple[str, ...]] | None = None
    """Code → the words people write for it; None when any value is allowed."""
    parse_as: str | None = None
    """money_yen, corporate_number, duration_minutes, fiscal_year, or None: as the type says."""
    default: Scalar | None = None
    minimum: float | None = None
    maximum: float | None = None
    reference: tuple[str, str] | None = None
    """(log or catalogue table, its column)."""

    @property
    def is_personal(self) -> bool:
        """Whether its text must stay in the personal file of landing."""
        return self.classification == "personal"

    @property
    def names(self) -> tuple[str, ...]:
        """Everything a header may call it: its title, its aliases, its own name."""
        return (self.title, *self.aliases, self.name)


@dataclass(frozen=True)
class Contract:
    """One log: its columns in order, its key, and how files of it replace each other."""

    log: str
    title: str
    description: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    event_date: str | None
    delivery: str
    """upsert (newest version of a key wins) or snapshot (a file replaces what it names)."""
    fingerprint: str
    """sha256 of the contract file."""

    def column(self, name: str) -> Column:
        """Return the column of that name; KeyError when there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def load_contracts(home_contracts: Path | None) -> dict[str, Contract]:
    """Return all contracts by log, in the order of their names.

    A file of the home replaces the shipped contract with the same id. Raises ContractError, naming
    file and line, when a file is broken or refers to a log or column that no contract has.
    """
    shipped = _load_folder(files("ingest") / "contracts", "ingest/contracts/")
    own = {}
    if home_contracts is not None and home_contracts.is_dir():
        own = _load_folder(home_contracts, f"{home_contracts}/")
    contracts = {**shipped, **own}
    _check_references(contracts)
    return dict(sorted(contracts.items()))


def _load_folder(folder: Traversable, prefix: str) -> dict[str, Contract]:
    from ingest.contract_file import read_contract

    found: dict[str, Contract] = {}
    origin: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if not file.name.endswith(SUFFIXES) or file.name.startswith("."):
            continue
        contract = read_contract(_content(file, prefix), prefix + file.name)
        if contract.log in found:
            raise ContractError(
                f"{prefix}{file.name}: the log {contract.log} is already described by "
                f"{origin[contract.log]}. Remove one of the two files."
            )
        found[contract.log] = contract
        origin[contract.log] = file.name
    return found


def _content(file: Traversable, prefix: str) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise ContractError(f"{prefix}{file.name}: cannot be read ({error.strerror})") from None


def _check_references(contracts: dict[str, Contract]) -> None:
    known = {log: tuple(c.name for c in contract.columns) for log, contract in contracts.items()}
    known |= CATALOGUES
    for contract in contracts.values():
        for column in contract.columns:
            if column.reference is None:
                continue
            table, target = column.reference
            if target not in known.get(table, ()):
                raise ContractError(
                    f"contract {contract.log}: column {column.name} refers to {table}.{target}, "
                    "which no contract and no catalogue has. Correct `relationships`."
                )

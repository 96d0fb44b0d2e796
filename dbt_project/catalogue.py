"""The catalogue of one home: the shipped seed rows overlaid by the office's own CSV files.

Belongs here: reading and overlaying catalogue rows (programmes, indicators, rules, ...).
Does not belong here: what a row means for a figure; that is SQL in models/.
"""

import csv
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

KEYS: Mapping[str, tuple[str, ...]] = {
    "programmes": ("programme_id",),
    "indicators": ("indicator_id",),
    "subsidy_rules": ("rule_code",),
    "published_figures": ("figure_id",),
    "identities": ("whole",),
    "deliveries": ("log", "programme_id"),
    "finance_statements": ("statement", "fiscal_year", "account", "line_path"),
    "finance_sums": ("sum_id", "part"),
    "finance_indicators": ("statement", "line_path", "indicator_id"),
    "touchpoints": ("log",),
    "stages": ("stage",),
    "review_reasons": ("reason",),
    "party_kinds": ("log", "code"),
    "places": ("place",),
    "company_decisions": ("one", "other"),
    "issue_rules": ("rule",),
    "row_decisions": ("log", "record_id"),
    "units": ("unit",),
    "dimensions": ("dimension", "log"),
    "printed_documents": ("source",),
    "member_words": ("dimension", "member"),
    "pace_methods": ("method",),
    "audit_limits": ("suite", "expectation"),
}
CELLS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "programmes": {"mission": (r"\d", "4")},
    "indicators": {"mission": (r"\d", "4"), "headline": (r"[01]", "1 or 0")},
    "published_figures": {
        "fiscal_year": (r"\d{4}", "2023"),
        "event_date": (r"(\d{4}-\d\d-\d\d)?", "2023-06-29"),
        "value": (r"-?\d+(\.\d+)?", "11950000"),
    },
    "deliveries": {
        "frequency": (r"weekly|monthly|quarterly|half_yearly|yearly", "monthly"),
        "grace_days": (r"\d{1,4}", "20"),
    },
    "dimensions": {"company_column": (r"(ward|industry)?", "ward, industry, or leave it blank")},
    "subsidy_rules": {
        "from_fiscal_year": (r"(\d{4})?", "2023, or blank"),
        "to_fiscal_year": (r"(\d{4})?", "2023, or blank"),
        "limit_value": (r"(\d{1,15}(\.\d{1,6})?)?", "5000000 or 0.5"),
        "rate": (r"([1-9]\d{0,5}/[1-9]\d{0,5}|0?\.\d{1,6}|1|months/12)?", "2/3, or months/12"),
        "is_approximate": (r"[01]?", "1 or 0"),
    },
    "row_decisions": {
        "decision": (r"confirm|keep", "confirm or keep"),
        "decided_on": (r"\d{4}[-/]\d{1,2}[-/]\d{1,2}", "2025-05-07"),
    },
    "finance_statements": {"fiscal_year": (r"\d{4}", "2023")},
    "finance_sums": {"sign": (r"-?1", "1, or -1")},
    "finance_indicators": {"comparison": (r"equals|cost_per_unit", "equals or cost_per_unit")},
    "printed_documents": {"printed_on": (r"\d{4}-\d\d-\d\d", "2024-06-30")},
    "pace_methods": {
        "rank": (r"\d+", "1"),
        "is_candidate": (r"true|false", "true or false"),
        "memory_ratio": (r"(\d+(\.\d+)?)?", "0.3"),
        "prior_weight": (r"(\d+(\.\d+)?)?", "0.6"),
        "drift_weight": (r"(\d+(\.\d+)?)?", "0.5"),
    },
    "company_decisions": {
        "decision": (r"same|different", "same or different"),
        "decided_on": (r"(\d{4}-\d\d-\d\d)?", "2026-10-31"),
    },
    "audit_limits": {
        "severity": (r"critical|warning", "critical or warning"),
        "limit_value": (r"(\d+(\.\d+)?)?", "0.05"),
        "decided_on": (r"(\d{4}-\d\d-\d\d)?", "2026-10-31"),
    },
    "stages": {"position": (r"\d", "2")},
    "places": {"place": (r"[^\s'\\.+*?()\[\]{}|^$]+", "小倉北")},
    "party_kinds": {
        "is_company": (r"true|false", "true or false"),
        "is_organisation": (r"true|false", "true or false"),
    },
}
"""Cells that SQL reads as more than text: what they look like, and an example."""

AS_LANDED = ("filter", "requires", "part")
"""Cells that are compared with landed text: kept after NFKC, as that text is."""
AS_PRINTED = ("line_path",)
"""Cells that are shown as printed: a column `landed_<name>` beside them is compared."""


class CatalogueError(Exception):
    """A catalogue row that cannot be used: names the file, the line and what to do."""

    def __init__(self, place: str, problem: str, remedy: str) -> None:
        super().__init__(f"{place}: {problem}. {remedy}")


@dataclass(frozen=True)
class Row:
    """One catalogue row, with the place people must look at when it is wrong."""

    values: Mapping[str, str]
    place: str

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def listed(self, column: str, separator: str = "|") -> list[str]:
        """The members of a `a|b|c` cell; empty for a blank cell."""
        return [part for part in self.values[column].split(separator) if part]


@dataclass(frozen=True)
class Table:
    """One catalogue table: its columns in shipped order and its rows by key."""

    name: str
    columns: tuple[str, ...]
    rows: Mapping[tuple[str, ...], Row]

    def column(self, name: str) -> set[str]:
        """Every value of one column."""
        return {row[name] for row in self.rows.values()}


def shipped_seeds() -> Path:
    """Folder of the catalogue files that come with the project."""
    return Path(str(resources.files("dbt_project") / "seeds"))


def load_catalogue(home_catalogue: Path | None) -> dict[str, Table]:
    """Read every shipped table and lay the home's rows over it (same key replaces, new key adds).

    Raises CatalogueError for a file that is no table of the catalogue, for unknown or missing
    columns, and for a blank or repeated key.
    """
    tables = {name: _read(shipped_seeds() / f"{name}.csv", name, None) for name in KEYS}
    for path in sorted(home_catalogue.glob("*.csv")) if home_catalogue else []:
        if path.stem not in tables:
            known = ", ".join(f"{name}.csv" for name in tables)
            raise CatalogueError(
                str(path), "not a catalogue table", f"Rename it to one of: {known}"
            )
        base = tables[path.stem]
        overlay = _read(path, path.stem, base.columns)
        tables[path.stem] = Table(base.name, base.columns, {**base.rows, **overlay.rows})
    return tables


def _read(path: Path, name: str, columns: tuple[str, ...] | None) -> Table:
    try:
        with io.StringIO(_text(path), newline="") as lines:
            reader = csv.DictReader(lines)
            header = tuple(reader.fieldnames or ())
            _check_header(path, name, header, columns)
            rows = dict(_keyed(path, name, reader, columns or header))
    except UnicodeDecodeError as error:
        raise CatalogueError(str(path), "is no text", "Save it as CSV UTF-8") from error
    return Table(name, columns or header, rows)


def _text(path: Path) -> str:
    """The file's text: UTF-8, or CP932, in which Excel saves CSV on Japanese machines."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp932")


def _check_header(
    path: Path, name: str, header: tuple[str, ...], columns: tuple[str, ...] | None
) -> None:
    place = f"{path}:1"
    missing = [key for key in KEYS[name] if key not in header]
    if missing:
        raise CatalogueError(place, f"lacks the key column {missing[0]}", "Add it to the header")
    unknown = [column for column in header if columns is not None and column not in columns]
    if unknown:
        known = ", ".join(columns or ())
        raise CatalogueError(place, f"unknown column {unknown[0]!r}", f"Known columns: {known}")


def _keyed(
    path: Path, name: str, reader: "csv.DictReader[str]", columns: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Row]]:
    seen: dict[tuple[str, ...], int] = {}
    for values in reader:
        place = f"{path}:{reader.line_num}"
        if None in values:
            raise CatalogueError(place, "has more cells than the header", "Quote cells with commas")
        row = Row({column: _cell(column, values.get(column)) for column in columns}, place)
        key = tuple(row[column] for column in KEYS[name])
        if not key[0]:
            raise CatalogueError(place, f"blank {KEYS[name][0]}", "Fill it or delete the row")
        _check_cells(name, row)
        if key in seen:
            text = f"repeats the key {'/'.join(key)} of line {seen[key]}"
            raise CatalogueError(place, text, "Keep one of the two rows")
        seen[key] = reader.line_num
        yield key, row


def _cell(column: str, text: str | None) -> str:
    """A cell without outer spaces."""
    stripped = (text or "").strip()
    return _as_landed(stripped) if column in AS_LANDED else stripped


def _as_landed(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _check_cells(name: str, row: Row) -> None:
    for column, (pattern, example) in CELLS.get(name, {}).items():
        if re.fullmatch(pattern, row[column], re.ASCII) is None:
            problem = f"{column} cannot be {row[column]!r}"
            raise CatalogueError(row.place, problem, f"Write it like {example}")


def seed_columns(table: Table) -> tuple[str, ...]:
    """Columns of the seed file that dbt loads: those of the table, and how printed cells land."""
    printed = [column for column in table.columns if column in AS_PRINTED]
    return (*table.columns, *(f"landed_{column}" for column in printed))


def write_table(table: Table, folder: Path) -> None:
    """Write one overlaid table as the seed file that dbt loads."""
    columns = seed_columns(table)
    printed = [column for column in AS_PRINTED if column in table.columns]
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, fieldnames=columns, lineterminator="\n")
        writer.writeheader()
        for row in table.rows.values():
            landed = {f"landed_{column}": _as_landed(row[column]) for column in printed}
            writer.writerow({**row.values, **landed})

"""One contract file (Open Data Contract Standard) → Contract, with errors that name the line.

Here belongs: the shape of the file, the custom properties of this project, and every check that
one file alone can fail. Not here: what a contract means afterwards (contracts).
"""

from __future__ import annotations

import contextlib
import hashlib
import re
from datetime import datetime
from typing import TYPE_CHECKING, Any

from open_data_contract_standard.model import (
    CustomProperty,
    OpenDataContractStandard,
    SchemaObject,
    SchemaProperty,
)
from pydantic import ValidationError

from ingest.contracts import Column, Contract, ContractError, Scalar
from ingest.values import header_key
from ingest.yaml_file import Path, YamlError, YamlFile

if TYPE_CHECKING:
    from collections.abc import Sequence

TYPES: dict[str, type | tuple[type, ...]] = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "date": str,
    "timestamp": str,
}
"""Logical types, with the Python types a default of that type may have."""
PARSE_AS = {
    "money_yen": ("integer",),
    "corporate_number": ("string",),
    "duration_minutes": ("integer",),
    "fiscal_year": ("integer",),
}
CLASSIFICATIONS = ("internal", "confidential", "personal")
DELIVERIES = ("upsert", "snapshot")
COLUMN_PROPERTIES = ("headerAliases", "values", "parseAs", "default")
LOG_PROPERTIES = ("delivery", "eventDate")
NAME = re.compile(r"[a-z][a-z0-9_]{0,62}")


def read_contract(content: bytes, name: str) -> Contract:
    """Return the contract written in a file; `name` is how errors call it.

    Raises ContractError naming file and line when the file is no valid contract.
    """
    try:
        return _Reader(content, name).contract()
    except YamlError as error:
        raise ContractError(str(error)) from None


class _Reader:
    """Reads one file and knows on which line everything stands."""

    def __init__(self, content: bytes, name: str) -> None:
        self._file = YamlFile(content, name)
        self._fingerprint = hashlib.sha256(content).hexdigest()

    def fail(self, path: Path, problem: str) -> YamlError:
        return self._file.fail(path, problem)

    def contract(self) -> Contract:
        model = self._model()
        log = model.id or ""
        if not NAME.fullmatch(log):
            raise self.fail(("id",), f"id {log!r} must be lower-case letters, digits and _")
        if not model.schema_ or len(model.schema_) != 1:
            raise self.fail(("schema",), "exactly one schema is needed: the log's columns")
        table = model.schema_[0]
        at: Path = ("schema", 0)
        settings = self._settings(table.customProperties, at, LOG_PROPERTIES)
        columns = self._columns(table, at)
        return Contract(
            log=log,
            title=table.businessName or model.name or log,
            description=(model.description.purpose if model.description else None) or "",
            columns=columns,
            key=self._key(columns, at),
            event_date=self._event_date(settings.get("eventDate"), columns, at),
            delivery=self._one_of(settings.get("delivery", "upsert"), DELIVERIES, at, "delivery"),
            fingerprint=self._fingerprint,
        )

    def _model(self) -> OpenDataContractStandard:
        raw = self._file.raw
        if not isinstance(raw, dict):
            raise self.fail((), "the file holds no contract (a mapping with id, schema, …)")
        try:
            model = OpenDataContractStandard(**raw)
        except ValidationError as error:
            first = error.errors()[0]
            raise self.fail(
                tuple(first["loc"]), f"{_dotted(first['loc'])}: {first['msg']}"
            ) from None
        except TypeError as error:
            raise self.fail((), str(error)) from None
        if model.kind != "DataContract":
            raise self.fail(("kind",), "kind must be DataContract")
        return model

    def _columns(self, table: SchemaObject, at: Path) -> tuple[Column, ...]:
        self._no_unknown_keys(at, SchemaObject)
        if not table.properties:
            raise self.fail(at, "the log has no columns (properties)")
        columns = tuple(
            self._column(column, (*at, "properties", i))
            for i, column in enumerate(table.properties)
        )
        self._distinct_names(columns, at)
        self._distinct_headers(columns, at)
        self._no_personal_keys(columns, at)
        return columns

    def _column(self, raw: SchemaProperty, at: Path) -> Column:
        self._no_unknown_keys(at, SchemaProperty)
        name = raw.name or ""
        if not NAME.fullmatch(name):
            raise self.fail(at, f"column name {name!r} must be lower-case letters, digits and _")
        if not raw.businessName:
            raise self.fail(at, f"column {name} needs a businessName, the header people write")
        kind = self._one_of(raw.logicalType, tuple(TYPES), (*at, "logicalType"), "logicalType")
        settings = self._settings(raw.customProperties, at, COLUMN_PROPERTIES)
        labels = self._labels(settings.get("values"), kind, at, name)
        limits = raw.logicalTypeOptions or {}
        return Column(
            name=name,
            title=raw.businessName,
            type=kind,
            required=bool(raw.required or raw.primaryKey),
            is_key=bool(raw.primaryKey),
            classification=self._classification(raw, at),
            aliases=self._texts(settings.get("headerAliases"), at, "headerAliases"),
            labels=labels,
            parse_as=self._parse_as(settings.get("parseAs"), kind, at),
            default=self._default(settings.get("default"), kind, labels, at),
            minimum=self._limit(limits, "minimum", at),
            maximum=self._limit(limits, "maximum", at),
            reference=self._reference(raw, at),
        )

    def _settings(
        self, properties: list[CustomProperty] | None, at: Path, known: tuple[str, ...]
    ) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for i, item in enumerate(properties or []):
            place: Path = (*at, "customProperties", i)
            name = self._one_of(item.property, known, place, "custom property")
            found[name] = item.value
        return found

    def _no_unknown_keys(self, at: Path, model: type[SchemaObject | SchemaProperty]) -> None:
        for key in self._file.at(at):
            if key not in model.model_fields:
                raise self.fail((*at, key), f"unknown field {key!r}; is it misspelt?")

    def _one_of(self, value: object, known: Sequence[str], at: Path, what: str) -> str:
        if value not in known:
            raise self.fail(at, f"{what} {value!r} is unknown; use one of {', '.join(known)}")
        return str(value)

    def _classification(self, raw: SchemaProperty, at: Path) -> str:
        place = (*at, "classification")
        return self._one_of(raw.classification, CLASSIFICATIONS, place, "classification")

    def _parse_as(self, value: object, kind: str, at: Path) -> str | None:
        if value is None:
            return None
        name = self._one_of(value, tuple(PARSE_AS), at, "parseAs")
        self._one_of(kind, PARSE_AS[name], at, f"logicalType of a {name} column")
        return name

    def _texts(self, value: object, at: Path, what: str) -> tuple[str, ...]:
        items = [] if value is None else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise self.fail(at, f"{what} must be a list of texts (quote numbers, yes and no)")
        return tuple(items)

    def _labels(
        self, value: object, kind: str, at: Path, name: str
    ) -> dict[str, tuple[str, ...]] | None:
        if value is None:
            return None
        if not isinstance(value, dict) or not all(isinstance(code, str) for code in value):
            raise self.fail(
                at, f"values of {name} must be a mapping of codes (quote 'true') to labels"
            )
        if kind not in ("string", "boolean"):
            raise self.fail(at, f"values are for texts and yes/no columns, {name} is {kind}")
        if kind == "boolean" and set(value) != {"true", "false"}:
            raise self.fail(at, f"values of the yes/no column {name} are 'true' and 'false'")
        labels = {
            code: self._texts(words, at, f"labels of {code}") for code, words in value.items()
        }
        if clash := _clash({code: (code, *its) for code, its in labels.items()}, ""):
            raise self.fail(at, f"label {clash}")
        return labels

    def _default(
        self, value: object, kind: str, labels: dict[str, tuple[str, ...]] | None, at: Path
    ) -> Scalar | None:
        if value is None:
            return None
        if not isinstance(value, str | int | float | bool) or not _fits(value, kind):
            raise self.fail(at, f"default {value!r} is no {kind} (quote dates: '2025-04-01')")
        if kind == "string" and labels is not None:
            return self._one_of(value, tuple(labels), at, "default")
        return value

    def _limit(self, limits: dict[str, Any], which: str, at: Path) -> float | None:
        value = limits.get(which)
        if value is None:
            return None
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise self.fail((*at, "logicalTypeOptions", which), f"{which} {value!r} is no number")
        return value

    def _reference(self, raw: SchemaProperty, at: Path) -> tuple[str, str] | None:
        if not raw.relationships:
            return None
        target = raw.relationships[0].to
        table, dot, column = target.partition(".") if isinstance(target, str) else ("", "", "")
        if not dot or not NAME.fullmatch(table) or not NAME.fullmatch(column):
            raise self.fail((*at, "relationships"), f"{target!r} must be written log.column")
        return table, column

    def _key(self, columns: tuple[Column, ...], at: Path) -> tuple[str, ...]:
        key = tuple(column.name for column in columns if column.is_key)
        if not key:
            raise self.fail(at, "the log has no key; set primaryKey on the columns that name a row")
        return key

    def _event_date(self, value: object, columns: tuple[Column, ...], at: Path) -> str | None:
        if value is None:
            return None
        dates = tuple(
            c.name for c in columns if c.type in ("date", "timestamp") and not c.is_personal
        )
        return self._one_of(value, dates, at, "eventDate")

    def _distinct_names(self, columns: tuple[Column, ...], at: Path) -> None:
        names = [column.name for column in columns]
        for i, name in enumerate(names):
            if name in names[:i]:
                raise self.fail((*at, "properties", i), f"column {name} is there twice")

    def _no_personal_keys(self, columns: tuple[Column, ...], at: Path) -> None:
        """Keys and references leave landing, in record_id too; what is personal must not."""
        for i, column in enumerate(columns):
            if column.is_personal and (column.is_key or column.reference):
                problem = f"column {column.name} is personal; it cannot be a key or a reference"
                raise self.fail((*at, "properties", i), problem)

    def _distinct_headers(self, columns: tuple[Column, ...], at: Path) -> None:
        words = {column.name: column.names for column in columns}
        for i, column in enumerate(columns):
            if clash := _clash(words, column.name):
                raise self.fail((*at, "properties", i), f"header {clash}")


def _clash(words: dict[str, tuple[str, ...]], upto: str) -> str | None:
    """Return what is wrong when a word of one owner, up to that owner, is another's too."""
    owner: dict[str, str] = {}
    for name, its in words.items():
        for word in its:
            other = owner.setdefault(header_key(word), name)
            if other != name:
                return f"{word!r} belongs to both {other} and {name}"
        if name == upto:
            break
    return None


def _fits(value: Scalar, kind: str) -> bool:
    if kind in ("date", "timestamp") and isinstance(value, str):
        with contextlib.suppress(ValueError):
            return bool(datetime.fromisoformat(value))
        return False
    return isinstance(value, TYPES[kind]) and isinstance(value, bool) == (kind == "boolean")


def _dotted(path: Sequence[str | int]) -> str:
    return ".".join(str(step) for step in path)

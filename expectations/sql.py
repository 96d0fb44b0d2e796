"""Writing SQL from contracts: names, literals and lists that are safe whatever they contain.

Not here: any question that is asked.
"""

from collections.abc import Iterable, Sequence


def name(identifier: str) -> str:
    """Return a quoted identifier."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(value: str | float) -> str:
    """Return a literal. A colon is spelled out: SQLAlchemy would take `:word` for a parameter."""
    if not isinstance(value, str):
        return repr(value)
    quoted = "'" + value.replace("'", "''") + "'"
    return quoted if ":" not in value else "(" + quoted.replace(":", "' || chr(58) || '") + ")"


def listed(values: Iterable[str | float]) -> str:
    """Return literals for `in (…)`; an empty list matches nothing."""
    return ", ".join(literal(value) for value in values) or "null"


def relation(rows: Iterable[Sequence[str]], columns: Sequence[str]) -> str:
    """Return rows of text as a relation that can stand behind `from`, also when there are none."""
    cells = ", ".join("(" + ", ".join(map(literal, row)) + ")" for row in rows)
    if cells:
        return f"(select * from (values {cells}) as listed ({', '.join(columns)}))"
    empty = ", ".join(f"cast(null as varchar) as {column}" for column in columns)
    return f"(select {empty} where false)"


def united(selects: Sequence[str], empty: str) -> str:
    """Return selects as one relation; the empty relation, written by the caller, for none."""
    return "(" + " union all ".join(selects) + ")" if selects else empty

"""What people decided about companies: pairs that are the same, pairs that are different.

Belongs here: what of these decisions is wrong whatever the logs hold. Does not belong here: which
records a decision is about, and what follows from it; that is SQL in models/intermediate.
"""

from collections.abc import Mapping

from dbt_project.catalogue import CatalogueError, Row, Table

Roots = dict[str, str]
"""Each company or record that some decision joins, with one that is next on the way to its root."""


def check_decisions(catalogue: Mapping[str, Table]) -> None:
    """Raise CatalogueError (file, line) for a decision about one thing, or that contradicts others.

    Decisions contradict when A is B and B is C, but A and C are different.
    """
    rows = list(catalogue["company_decisions"].rows.values())
    for row in rows:
        _check_pair(row)
    roots = _joined([row for row in rows if row["decision"] == "same"])
    for row in rows:
        if row["decision"] == "different" and _root(roots, row["one"]) == _root(
            roots, row["other"]
        ):
            problem = (
                f"says that {row['one']} and {row['other']} are different, but others join them"
            )
            raise CatalogueError(row.place, problem, "Delete this row, or one that says same")


def _check_pair(row: Row) -> None:
    if not row["other"]:
        raise CatalogueError(row.place, "blank other", "Write a company_key or log:record_id")
    if row["one"] == row["other"]:
        raise CatalogueError(row.place, "names one company twice", "Name two, or delete the row")


def _joined(same: list[Row]) -> Roots:
    roots: Roots = {}
    for row in same:
        roots[_root(roots, row["one"])] = _root(roots, row["other"])
    return roots


def _root(roots: Roots, token: str) -> str:
    while roots.get(token, token) != token:
        token = roots[token]
    return token

"""Both catalogues hold every wording that the pages ask for, with the same places for values."""

from __future__ import annotations

import ast
import re
from string import Formatter

import pytest

from dashboards.components.status import STATUSES
from dashboards.i18n import LANGUAGES, read_catalogue, words_in
from dashboards.queries.company import STAGES
from dashboards.queries.snapshot import AUDIENCES
from dashboards.registry import PAGES
from tests.dashboards.published_home import ROOT

ROOM = ROOT / "dashboards"
KEY = re.compile(r"^[a-z_]+(\.[a-z0-9_]+)+$")
FILLED_BY_CODES = {
    "status": STATUSES,
    "answer": STATUSES,
    "coverage": ("complete", "partial", "awaiting", "no_data", "final", "withheld"),
    "target": ("at_least", "more_than", "at_most", "plan"),
    "outcome": ("match", "differs", "no_data", "shown_only"),
    "delivery": ("landed", "duplicate", "refused", "withdrawn"),
    "severity": ("reject", "warn", "skip"),
    "state": ("open", "healed", "withdrawn"),
    "check": ("passed", "warned", "failed", "errored"),
    "printed": ("actual", "cumulative", "target", "plan"),
    "reconciliation": ("match", "differs", "no_data"),
    "mission": tuple(f"{number}.title" for number in range(5)),
    "stage": STAGES,
    "event": ("published", "rolled_back", "resumed", "year_closed", "year_reopened"),
    "cause": ("rows", "day", "definition", "coverage", "other"),
    "change": ("added", "changed", "removed"),
    "desk": ("on_time", "late", "never"),
    "frequency": ("weekly", "monthly", "quarterly", "half_yearly", "yearly"),
    "difference_cause": ("late_rows", "correction", "definition", "print_error", "unknown"),
    "finding": (
        "changed_since",
        "printed_twice",
        "alone_in_its_sum",
        "counts_rows",
        "counts_companies",
        "slip",
        "nothing_found",
    ),
    "cause_by": ("person", "data"),
    "age": ("0-7", "8-30", "31-90", "91-"),
    "places": ("open", "full", "overbooked", "unknown"),
    "compliance": ("failed", "not_assessable", "passed"),
    "report": ("overdue", "awaited", "no_due_date", "received"),
    "run": ("fine", "partly", "blocked", "failed", "held", "running", "never", "unknown"),
    "statement": ("balance_sheet", "net_assets", "budget", "contract"),
    "account": ("total", "public_interest", "profit", "corporate"),
    "finance_check": ("difference", "sum", "sum_of_differences", "accounts"),
    "footer": ("source", "unit", "provisional", "coverage", "disclaimer"),
    "rule": (
        "required_missing",
        "unparsable",
        "unknown_value",
        "out_of_range",
        "unknown_reference",
        "title",
        "blank",
        "note",
        "total",
    ),
    "log": tuple(
        path.name.removesuffix(".odcs.yaml")
        for path in (ROOT / "ingest" / "contracts").glob("*.odcs.yaml")
    ),
    "suite": tuple(
        path.stem
        for path in (ROOT / "expectations" / "suites").glob("*.yaml")
        if path.stem != "landed"
    ),
    "audience": AUDIENCES,
    "page": tuple(f"{page.key}.{part}" for page in PAGES for part in ("title", "question")),
    "section": tuple({page.section for page in PAGES}),
}


def _literals() -> tuple[set[str], set[str]]:
    """Keys written in the code as they stand, and the beginnings of those put together there."""
    whole: set[str] = set()
    beginnings: set[str] = set()
    for path in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            if isinstance(node, ast.JoinedStr) and isinstance(node.values[0], ast.Constant):
                beginnings.add(str(node.values[0].value))
            if isinstance(node, ast.Call) and _is_term(node):
                beginnings.add(f"{ast.literal_eval(node.args[0])}.")
    return whole, {beginning for beginning in beginnings if "." in beginning}


def _is_term(node: ast.Call) -> bool:
    named = getattr(node.func, "attr", getattr(node.func, "id", ""))
    return named in {"term", "chip"} and isinstance(node.args[0], ast.Constant)


def test_languages_have_the_same_keys() -> None:
    japanese, english = (set(words_in(language).messages) for language in LANGUAGES)
    assert japanese == english


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_key_is_in_one_catalogue_only(language: str) -> None:
    catalogues = (ROOM / "i18n" / language).glob("*.po")
    keys = [key for path in catalogues for key in read_catalogue(path.read_text("utf-8"))]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_wording_is_missing(language: str) -> None:
    messages = words_in(language).messages  # type: ignore[arg-type]
    families = {key.partition(".")[0] for key in messages}
    written, _ = _literals()
    asked = {key for key in written if KEY.match(key) and key.partition(".")[0] in families}
    coded = {f"{family}.{code}" for family, codes in FILLED_BY_CODES.items() for code in codes}
    files = {"quality.file", "quality.issue", "quality.check", "quality.step"}
    known_files = {key for key in asked if (ROOM / key).suffix in {".json", ".css"}}
    missing = {
        key
        for key in (asked | coded) - files - known_files
        if key not in messages and f"{key}.title" not in messages
    }
    assert missing - {"sme_desk.consultations"} == set()
    assert all(text for text in messages.values())


def test_no_wording_is_left_over() -> None:
    written, beginnings = _literals()
    unused = {
        key
        for key in words_in("ja").messages
        if key not in written
        and not any(key.startswith(beginning) for beginning in beginnings)
        and not any(
            f"state.{part}" in written and key.startswith(f"state.{part}.")
            for part in (
                "nothing_published",
                "damaged",
                "not_in_file",
                "no_years",
                "unknown_audience",
                "no_permission",
                "error",
                "no_finance",
            )
        )
    }
    assert unused == set()


def test_places_for_values_are_the_same_in_both_languages() -> None:
    for key, text in words_in("ja").messages.items():
        assert _places(text) == _places(words_in("en").messages[key]), key


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_catalogue_is_read_as_gettext_writes_it() -> None:
    head = 'msgid ""\nmsgstr ""\n"Language: ja\\n"\n\n# note\n'
    assert read_catalogue(head + 'msgid "a.b"\nmsgstr "one "\n"\\"two\\""\n') == {
        "a.b": 'one "two"'
    }


def test_word_for_an_unknown_code_is_the_code() -> None:
    assert words_in("ja").term("log", "new_log") == "new_log"

"""quality.check: what pages read of an audit."""

from datetime import datetime
from pathlib import Path

import duckdb

from expectations import CheckResult, write_checks


def result(suite: str, expectation: str, **changes: object) -> CheckResult:
    values: dict[str, object] = {
        "severity": "warning",
        "success": True,
        "observed": "0件",
        "error": None,
        "explanation_ja": "説明",
        "action_ja": "対応",
        "owner": "データ担当",
        "run_at": datetime(2025, 5, 31, 18),
    }
    return CheckResult(suite, expectation, **(values | changes))


def test_results_become_rows_sorted_by_name(tmp_path: Path) -> None:
    path = tmp_path / "file.duckdb"
    write_checks(path, [result("b", "x"), result("a", "y", success=False, error="broken")])
    with duckdb.connect(str(path)) as connection:
        rows = connection.execute(
            "select suite, expectation, severity, success, observed, run_at, error "
            "from quality.check"
        ).fetchall()
    assert rows == [
        ("a", "y", "warning", False, "0件", datetime(2025, 5, 31, 18), "broken"),
        ("b", "x", "warning", True, "0件", datetime(2025, 5, 31, 18), None),
    ]


def test_writing_again_replaces_and_nothing_is_a_table_too(tmp_path: Path) -> None:
    path = tmp_path / "file.duckdb"
    write_checks(path, [result("a", "y")])
    write_checks(path, [])
    with duckdb.connect(str(path)) as connection:
        assert connection.execute("select count(*) from quality.check").fetchone() == (0,)

"""One audit session: Great Expectations on a read-only DuckDB file, from checks to results.

Belongs here: everything that knows Great Expectations. Not here: what is asked.
A probe's query runs once, into a temporary table of counts or unexpected rows; its expectations
read that table. An expectation that could not run becomes an error, never "bad data".
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from expectations.check import Check, Probe
from expectations.results import EXAMPLES_MARK, AuditError, CheckResult
from expectations.wording import told

if TYPE_CHECKING:
    from great_expectations.core import ExpectationValidationResult
    from great_expectations.datasource.fluent.sql_datasource import SQLDatasource

SHOWN_ROWS = 3
SHOWN_CHARACTERS = 300


@dataclass
class Session:
    """An open build: asks probes and returns results, in the order of the checks."""

    source: "SQLDatasource"
    run_at: datetime
    _asked: int = field(default=0, init=False)

    def ask_all(self, probes: Iterable[Probe]) -> list[CheckResult]:
        """Evaluate every probe; a broken one is an error of its own and stops no other."""
        return [result for probe in probes for result in self.ask(probe)]

    def ask(self, probe: Probe) -> list[CheckResult]:
        """Evaluate one probe: a result for each of its checks."""
        from great_expectations.exceptions.exceptions import GreatExpectationsError
        from sqlalchemy.exc import SQLAlchemyError

        try:
            outcomes = self._validate(probe)
        except (GreatExpectationsError, SQLAlchemyError, ValueError) as error:
            return [self._broken(check, _first_line(error)) for check in probe.checks]
        return [self._judged(check, outcomes.get(check.expectation)) for check in probe.checks]

    def _validate(self, probe: Probe) -> "dict[str, ExpectationValidationResult]":
        from great_expectations import ExpectationSuite
        from great_expectations.core.batch_definition import BatchDefinition
        from great_expectations.core.result_format import ResultFormat
        from great_expectations.expectations.core.unexpected_rows_expectation import (
            UnexpectedRowsExpectation,
        )
        from great_expectations.expectations.metadata_types import FailureSeverity
        from great_expectations.validator.v1_validator import Validator

        self._asked += 1
        asset = self.source.add_query_asset(
            name=f"probe_{self._asked}", query=f"select * from (\n{probe.sql}\n)"
        )
        expectations = [
            UnexpectedRowsExpectation(
                unexpected_rows_query=f"select * from {{batch}} where {_braced(check.where)}",
                severity=FailureSeverity(check.severity),
                meta={"id": check.expectation, "suite": check.suite, "owner": check.owner},
            )
            for check in probe.checks
        ]
        suite = ExpectationSuite(name=asset.name, expectations=expectations)
        hides_rows = any(check.hides_rows for check in probe.checks)
        result_format = ResultFormat.BOOLEAN_ONLY if hides_rows else ResultFormat.COMPLETE
        batch = BatchDefinition(name=asset.name, partitioner=None)
        batch.set_data_asset(asset)
        # `asset.get_batch().validate()` would build the batch, and so run the query, twice.
        validated = Validator(batch, result_format).validate_expectation_suite(suite)
        return {_id_of(outcome): outcome for outcome in validated.results}

    def _judged(self, check: Check, outcome: "ExpectationValidationResult | None") -> CheckResult:
        if outcome is None:
            return self._broken(check, "no result came back")
        error = _exception_message(outcome.exception_info)
        if error is not None:
            return self._broken(check, error)
        success = bool(outcome.success)
        return self._result(check, success, _describe(success, outcome.result))

    def _broken(self, check: Check, error: str) -> CheckResult:
        return self._result(check, False, "実行できませんでした", error)

    def _result(
        self, check: Check, success: bool, observed: str, error: str | None = None
    ) -> CheckResult:
        return CheckResult(
            suite=check.suite,
            expectation=check.expectation,
            severity=check.severity,
            success=success,
            observed=observed,
            error=error,
            explanation_ja=check.explanation_ja,
            action_ja=check.action_ja,
            owner=check.owner,
            run_at=self.run_at,
        )


@contextmanager
def open_session(
    build_path: Path, run_at: datetime, attached: Mapping[str, Path] | None = None
) -> Iterator[Session]:
    """Open a DuckDB file read-only, others attached by alias, and close it when the block ends.

    Raises AuditError when the file is not there or cannot be opened.
    """
    source = _open_source(build_path, attached or {})
    try:
        yield Session(source, run_at)
    finally:
        source.get_execution_engine().engine.dispose()
        source.get_engine().dispose()


def _open_source(build_path: Path, attached: Mapping[str, Path]) -> "SQLDatasource":
    os.environ["GX_ANALYTICS_ENABLED"] = "false"
    import great_expectations as gx
    from great_expectations.data_context.types.base import ProgressBarsConfig
    from great_expectations.datasource.fluent.interfaces import TestConnectionError
    from great_expectations.datasource.fluent.sql_datasource import SQLDatasource

    from expectations import dialect

    dialect.register()
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    database = {
        "database": str(build_path),
        "attached": {alias: str(path) for alias, path in attached.items()},
    }
    source = SQLDatasource(
        name="build",
        connection_string=f"{dialect.URL_SCHEME}://",
        create_temp_table=True,
        kwargs={"connect_args": database},
    )
    try:
        return context.data_sources.add_sql(datasource=source)
    except TestConnectionError as error:
        reason = _first_line(error.__cause__ or error)
        raise AuditError(f"{build_path}: the audit cannot open it ({reason})") from None


def _id_of(outcome: "ExpectationValidationResult") -> str:
    """Return the id an outcome belongs to: broken expectations come first, out of their order."""
    config = outcome.expectation_config
    return str(config.meta["id"]) if config is not None and config.meta else ""


def _braced(condition: str) -> str:
    return condition.replace("{", "{{").replace("}", "}}")


def _first_line(error: BaseException) -> str:
    return str(error).strip().partition("\n")[0] or type(error).__name__


def _exception_message(info: Mapping[str, Any] | None) -> str | None:
    """Return why an expectation could not run; the library nests one entry per metric, or none."""
    entries = [info, *info.values()] if info else []
    for entry in entries:
        if isinstance(entry, Mapping) and entry.get("raised_exception"):
            return str(entry.get("exception_message") or "unknown error").partition("\n")[0]
    return None


def _describe(success: bool, result: Mapping[str, Any]) -> str:
    """Say what was seen: the number of unexpected rows and the first few of them."""
    if success:
        return "0件"
    if "observed_value" not in result:
        return "該当あり（企業情報を含むため例は示しません）"
    rows: list[dict[str, Any]] = result.get("details", {}).get("unexpected_rows", [])
    examples = "／".join(told(row) for row in rows[:SHOWN_ROWS])
    return f"{result['observed_value']}件{EXAMPLES_MARK}{examples[:SHOWN_CHARACTERS]}）"

"""Subsidy rules judged again, row by row of the catalogue, from the records of a home.

Written from the meaning of the checks alone, without a look at the models: blanks are nulls of the
expressions, so that a verdict that a blank could turn is null.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from ingest.contracts import load_contracts
from tests.oracle.catalogue import read_catalogue
from tests.oracle.filters import passes
from tests.oracle.landed import known_rows
from tests.oracle.periods import fiscal_year
from tests.oracle.references import accepted_rows
from tests.oracle.versions import standing_records

Rule = dict[str, str]
GRANTED = pl.col("status").is_in(["adopted", "completed"])
VERDICT = {
    "rule_code": pl.String,
    "log": pl.String,
    "record_id": pl.String,
    "fiscal_year": pl.Int32,
    "status": pl.String,
}


@dataclass(frozen=True)
class Logs:
    """The records that rules look at."""

    subject: dict[str, pl.DataFrame]
    """Applications and supports with `_year`."""
    expenses: pl.DataFrame
    members: pl.DataFrame


def recomputed_compliance(home: Path, as_of: date) -> pl.DataFrame:
    """rule_code, log, record_id, fiscal_year, status of every rule and row that it is about."""
    rules = read_catalogue(home, "subsidy_rules", "rule_code").fill_null("").to_dicts()
    logs = _logs(home, as_of)
    judged = [_judged(rule, logs) for rule in rules if rule["check"]]
    return pl.concat([pl.DataFrame(schema=VERDICT), *judged])


def _logs(home: Path, as_of: date) -> Logs:
    contracts = load_contracts(home / "contracts")
    names = {"programmes": "programme_id", "indicators": "indicator_id"}
    catalogue = {name: read_catalogue(home, name, key) for name, key in names.items()}
    landed = {log: known_rows(home, contract, as_of) for log, contract in contracts.items()}
    accepted = accepted_rows(landed, contracts, catalogue)
    wanted = ("subsidy_application", "subsidy_expense", "subsidy_member", "student_support")
    records = {log: standing_records(accepted[log], contracts[log]) for log in wanted}
    applications = records["subsidy_application"].with_columns(
        _year=fiscal_year(pl.coalesce("decided_on", "applied_on")).cast(pl.Int32)
    )
    supports = records["student_support"].with_columns(
        _year=fiscal_year(pl.col("supported_on")).cast(pl.Int32)
    )
    return Logs(
        {"subsidy_application": applications, "student_support": supports},
        _counting_lines(records["subsidy_expense"]),
        records["subsidy_member"],
    )


def _counting_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """Actual lines (a blank phase is one), planned ones of applications without any."""
    actual = pl.col("phase").fill_null("actual") == "actual"
    return lines.with_columns(_actual=actual).filter(
        pl.col("_actual") | ~pl.col("_actual").any().over("application_id")
    )


def _judged(rule: Rule, logs: Logs) -> pl.DataFrame:
    rows = logs.subject[rule["log"]].filter(
        pl.col("programme_id") == rule["programme_id"],
        pl.col("_year") >= int(rule["from_fiscal_year"] or 0),
        pl.col("_year") <= int(rule["to_fiscal_year"] or 9999),
        passes(rule["filter"]),
    )
    if rule["check"] == "adopted_at_most":
        return _quota(rule, rows)
    kept = CHECKS[rule["check"]](rule, rows, logs).cast(pl.Boolean)
    about_money = rule["check"].startswith(("granted_", "expense_"))
    exempt = ~GRANTED if about_money else pl.col("status").is_in(["rejected", "withdrawn"])
    return _named(rule, rows.with_columns(_kept=kept, _exempt=rows.select(exempt).to_series()))


def _quota(rule: Rule, rows: pl.DataFrame) -> pl.DataFrame:
    years = rows.group_by("_year").agg(_kept=GRANTED.sum() <= float(rule["limit_value"]))
    return _named(rule, years.with_columns(record_id=pl.lit(None, pl.String), _exempt=False))


def _named(rule: Rule, rows: pl.DataFrame) -> pl.DataFrame:
    miss = "not_assessable" if rule["is_approximate"] == "1" else "failed"
    status = (
        pl.when("_exempt").then(pl.lit("not_applicable"))
        .when(pl.col("_kept")).then(pl.lit("passed"))
        .when(pl.col("_kept").not_()).then(pl.lit(miss))
        .otherwise(pl.lit("not_assessable"))
    )  # fmt: skip
    return rows.select(
        rule_code=pl.lit(rule["rule_code"]),
        log=pl.lit(rule["log"]),
        record_id="record_id",
        fiscal_year="_year",
        status=status,
    )


def _wholly(text: str) -> pl.Expr:
    """Whether all conditions hold; null where a blank leaves it open."""
    return pl.all_horizontal(
        pl.lit(value=True),
        *(
            pl.when(pl.col(part.split("=")[0].split("~")[0].rstrip("!")).is_not_null()).then(
                passes(part)
            )
            for part in text.split(";")
            if part
        ),
    )


def _fraction(text: str) -> float:
    above, _, below = text.partition("/")
    return float(above) / float(below or 1)


def _cap(rule: Rule, rows: pl.DataFrame, _: Logs) -> pl.Series:
    granted, within_cap = pl.col("granted_yen"), pl.lit(value=True)
    if rule["limit_value"]:
        within_cap = granted <= float(rule["limit_value"])
    if not rule["rate"]:
        return rows.select(within_cap).to_series()
    cost = pl.coalesce("eligible_cost_yen", "project_cost_yen")
    share = granted <= cost * _fraction(rule["rate"]) + 1e-6
    return rows.select(
        within_cap & pl.when(granted == 0).then(statement=True).otherwise(share)
    ).to_series()


def _own_money() -> pl.Expr:
    return pl.col("income_yen").fill_null(0) + pl.col("own_funds_yen").fill_null(0)


def _formula(_: Rule, rows: pl.DataFrame, __: Logs) -> pl.Series:
    return rows.select(
        pl.col("granted_yen") <= pl.col("project_cost_yen") - _own_money()
    ).to_series()


def _aggregated(
    rows: pl.DataFrame, parts: pl.DataFrame, passing: pl.Expr, value: pl.Expr
) -> pl.DataFrame:
    """The rows with `_sure` and `_maybe`: sums over parts that pass, or may; null without parts."""
    own = rows.select(
        "record_id", "application_id", "period_from", "period_to", _event="decided_on"
    )
    newest = own.sort("_event", "record_id", descending=[True, False], nulls_last=True).unique(
        "application_id", keep="first", maintain_order=True
    )
    found = (
        parts.drop("record_id", "programme_id", strict=False)
        .join(newest, on="application_id")
        .with_columns(_passes=passing, _value=value.cast(pl.Float64))
        .group_by("record_id")
        .agg(
            _sure=pl.col("_value").filter(pl.col("_passes")).sum(),
            _maybe=pl.col("_value").filter(pl.col("_passes").fill_null(value=True)).sum(),
            _undated=_any_undated(parts),
        )
    )
    return rows.join(found, on="record_id", how="left", maintain_order="left")


def _any_undated(parts: pl.DataFrame) -> pl.Expr:
    if "_actual" not in parts.columns:
        return pl.lit(value=False)
    return (pl.col("_actual") & pl.col("spent_on").is_null()).any()


def _at_most(low: pl.Expr, high: pl.Expr, limit: pl.Expr) -> pl.Expr:
    return (
        pl.when(high <= limit + 1e-6)
        .then(statement=True)
        .when(low > limit + 1e-6)
        .then(statement=False)
    )


def _share(rule: Rule, rows: pl.DataFrame, logs: Logs) -> pl.Series:
    found = _aggregated(rows, logs.expenses, _wholly(rule["requires"]), pl.col("amount_yen"))
    limit = pl.col("granted_yen") * float(rule["limit_value"])
    return found.select(_at_most(pl.col("_sure"), pl.col("_maybe"), limit)).to_series()


def _quote(rule: Rule, rows: pl.DataFrame, logs: Logs) -> pl.Series:
    lacks = (
        _wholly(rule["requires"])
        & (pl.col("amount_yen") > float(rule["limit_value"]))
        & ~pl.col("has_quote")
    )
    found = _aggregated(rows, logs.expenses, lacks, pl.lit(1))
    return found.select(_at_most(pl.col("_sure"), pl.col("_maybe"), pl.lit(0.0))).to_series()


def _expense(rule: Rule, rows: pl.DataFrame, logs: Logs) -> pl.Series:
    inside = (pl.col("spent_on") >= pl.col("period_from")) & (
        pl.col("spent_on") <= pl.col("period_to")
    )
    counted = pl.when(~pl.col("_actual") & pl.col("spent_on").is_null()).then(statement=True)
    passing = _wholly(rule["requires"]) & counted.otherwise(inside)
    found = _aggregated(rows, logs.expenses, passing, pl.col("amount_yen"))
    granted, own = pl.col("granted_yen"), _own_money()
    sure = granted <= pl.col("_sure") - own
    never = granted > pl.col("_maybe") - own
    verdict = (
        pl.when(pl.col("_undated").not_() & sure)
        .then(statement=True)
        .when(pl.col("_undated").not_() & never)
        .then(statement=False)
    )
    return found.select(verdict).to_series()


def _members(*, at_least: bool) -> Callable[[Rule, pl.DataFrame, Logs], pl.Series]:
    def check(rule: Rule, rows: pl.DataFrame, logs: Logs) -> pl.Series:
        found = _aggregated(rows, logs.members, _wholly(rule["requires"]), pl.lit(1))
        limit = pl.lit(float(rule["limit_value"]))
        low, high = pl.col("_sure"), pl.col("_maybe")
        verdict = _at_most(-high, -low, -limit) if at_least else _at_most(low, high, limit)
        return found.select(verdict).to_series()

    return check


def _requires(rule: Rule, rows: pl.DataFrame, _: Logs) -> pl.Series:
    return rows.select(_wholly(rule["requires"])).to_series()


def _applied(rule: Rule, rows: pl.DataFrame, _: Logs) -> pl.Series:
    first, last = map(date.fromisoformat, rule["requires"].split("|"))
    return rows.select(pl.col("applied_on").is_between(first, last)).to_series()


def _term(rule: Rule, rows: pl.DataFrame, _: Logs) -> pl.Series:
    begun, ended = pl.col("period_from"), pl.col("period_to")
    if float(rule["limit_value"]) == 1:
        return rows.select(fiscal_year(begun) == fiscal_year(ended)).to_series()
    return rows.select(ended < begun.dt.offset_by(f"{rule['limit_value']}y")).to_series()


def _paid(rule: Rule, rows: pl.DataFrame, _: Logs) -> pl.Series:
    each = ["student_id", "_year"]
    months = pl.min_horizontal(pl.col("months").fill_null(12).sum().over(each), pl.lit(12))
    limit = float(rule["limit_value"]) * (months / 12 if rule["rate"] else pl.lit(1.0))
    paid = pl.col("amount_yen").sum().over(each)
    known = pl.col("amount_yen").is_not_null().all().over(each)
    kept = pl.when(paid > limit + 1e-6).then(statement=False).when(known).then(statement=True)
    return rows.select(pl.when(pl.col("student_id").is_not_null()).then(kept)).to_series()


CHECKS: dict[str, Callable[[Rule, pl.DataFrame, Logs], pl.Series]] = {
    "granted_at_most": _cap,
    "granted_within_formula": _formula,
    "granted_within_expense": _expense,
    "expense_share_at_most": _share,
    "expense_quote_above": _quote,
    "members_at_least": _members(at_least=True),
    "members_at_most": _members(at_least=False),
    "requires": _requires,
    "applied_between": _applied,
    "term_at_most_years": _term,
    "paid_per_person_year_at_most": _paid,
}

"""The rules of the catalogue, computed for the sample's grants by the tests.

Only what the checks say of an adopted or completed application; approximate rules aside.
"""

from collections.abc import Callable
from typing import Any

import polars as pl

from tests.oracle.filters import passes
from tests.oracle.periods import fiscal_year

Rule = dict[str, Any]
GRANTED = ["adopted", "completed"]


def number(text: str | None) -> float:
    """A limit or a rate of the catalogue: 1/1, 2/3, 5000000."""
    above, _, below = (text or "").partition("/")
    return float(above) / float(below or 1)


def failures(rule: Rule, logs: dict[str, pl.DataFrame]) -> list[str]:
    """The granted applications (or students) that break a rule in its years."""
    years = pl.col("_year").is_between(
        rule["from_fiscal_year"] or 0, rule["to_fiscal_year"] or 9999
    )
    if rule["log"] == "student_support":
        supports = logs["student_support"].with_columns(_year=fiscal_year(pl.col("supported_on")))
        return _overpaid(rule, supports.filter(years, *_concerned(rule)))
    grants = (
        logs["subsidy_application"]
        .with_columns(_year=fiscal_year(pl.coalesce("decided_on", "applied_on")))
        .filter(years, pl.col("status").is_in(GRANTED), *_concerned(rule))
    )
    is_broken = CHECKS[rule["check"]](rule, grants, logs)
    return grants.filter(is_broken)["application_id"].to_list()


def _concerned(rule: Rule) -> list[pl.Expr]:
    mine = pl.col("programme_id") == rule["programme_id"]
    return [mine, passes(rule["filter"])] if rule["filter"] else [mine]


def _overpaid(rule: Rule, supports: pl.DataFrame) -> list[str]:
    months = pl.col("months").sum().clip(upper_bound=12) / 12
    limit = number(rule["limit_value"]) * (months if rule["rate"] else 1)
    paid = supports.group_by("student_id", "_year").agg(too_much=pl.col("amount_yen").sum() > limit)
    return paid.filter("too_much")["student_id"].to_list()


def _cap(rule: Rule, grants: pl.DataFrame, _: Any) -> pl.Series:
    cost = pl.coalesce("eligible_cost_yen", "project_cost_yen")
    share = (cost * number(rule["rate"])) if rule["rate"] else pl.lit(float("inf"))
    limit = pl.min_horizontal(pl.lit(number(rule["limit_value"])), share)
    return grants.select((pl.col("granted_yen") > limit + 1e-6).fill_null(value=True)).to_series()


def _formula(_: Rule, grants: pl.DataFrame, __: Any) -> pl.Series:
    left = pl.col("project_cost_yen") - pl.col("income_yen") - pl.col("own_funds_yen")
    return grants.select(pl.col("granted_yen") > left).to_series()


def _requires(rule: Rule, grants: pl.DataFrame, _: Any) -> pl.Series:
    return grants.select(~passes(rule["requires"])).to_series()


def _term(rule: Rule, grants: pl.DataFrame, _: Any) -> pl.Series:
    if rule["limit_value"] == "1":
        same = fiscal_year(pl.col("period_from")) == fiscal_year(pl.col("period_to"))
        return grants.select(~same).to_series()
    end = pl.col("period_from").dt.offset_by(f"{rule['limit_value']}y")
    return grants.select(pl.col("period_to") >= end).to_series()


def _applied(rule: Rule, grants: pl.DataFrame, _: Any) -> pl.Series:
    first, last = rule["requires"].split("|")
    inside = pl.col("applied_on").cast(pl.String).is_between(pl.lit(first), pl.lit(last))
    return grants.select(~inside).to_series()


def _quota(rule: Rule, grants: pl.DataFrame, _: Any) -> pl.Series:
    return grants.select(pl.len().over("_year") > number(rule["limit_value"])).to_series()


def _per_application(grants: pl.DataFrame, rows: pl.DataFrame, measured: pl.Expr) -> pl.DataFrame:
    found = rows.group_by("application_id").agg(measured=measured)
    return grants.join(found, on="application_id", how="left", maintain_order="left").with_columns(
        pl.col("measured").fill_null(0)
    )


def _members(compare: Callable[[pl.Expr, float], pl.Expr]) -> Callable[..., pl.Series]:
    def check(rule: Rule, grants: pl.DataFrame, logs: dict[str, pl.DataFrame]) -> pl.Series:
        chosen = logs["subsidy_member"].filter(passes(rule["requires"]))
        counted = _per_application(grants, chosen, pl.len())
        limit = number(rule["limit_value"])
        return counted.select(compare(pl.col("measured").cast(pl.Float64), limit)).to_series()

    return check


def _lines(rule: Rule, grants: pl.DataFrame, logs: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Actual lines of each application, planned ones where it has none yet."""
    lines = logs["subsidy_expense"].filter(
        (pl.col("phase") == "actual") | ~(pl.col("phase") == "actual").any().over("application_id")
    )
    term = grants.select("application_id", "period_from", "period_to")
    return lines.join(term, on="application_id").filter(passes(rule["requires"]))


def _expense(rule: Rule, grants: pl.DataFrame, logs: dict[str, pl.DataFrame]) -> pl.Series:
    inside = pl.col("spent_on").is_between(pl.col("period_from"), pl.col("period_to"))
    spent = _lines(rule, grants, logs).filter(inside)
    left = pl.col("measured") - pl.col("income_yen") - pl.col("own_funds_yen")
    sums = _per_application(grants, spent, pl.col("amount_yen").sum())
    return sums.select(pl.col("granted_yen") > left).to_series()


def _share(rule: Rule, grants: pl.DataFrame, logs: dict[str, pl.DataFrame]) -> pl.Series:
    sums = _per_application(grants, _lines(rule, grants, logs), pl.col("amount_yen").sum())
    limit = pl.col("granted_yen") * number(rule["limit_value"])
    return sums.select(pl.col("measured") > limit).to_series()


def _quote(rule: Rule, grants: pl.DataFrame, logs: dict[str, pl.DataFrame]) -> pl.Series:
    lines = _lines(rule, grants, logs).filter(
        pl.col("amount_yen") > number(rule["limit_value"]), ~pl.col("has_quote")
    )
    return _per_application(grants, lines, pl.len()).select(pl.col("measured") > 0).to_series()


CHECKS: dict[str, Callable[..., pl.Series]] = {
    "granted_at_most": _cap,
    "granted_within_formula": _formula,
    "granted_within_expense": _expense,
    "expense_share_at_most": _share,
    "expense_quote_above": _quote,
    "members_at_least": _members(lambda count, limit: count < limit),
    "members_at_most": _members(lambda count, limit: count > limit),
    "requires": _requires,
    "applied_between": _applied,
    "term_at_most_years": _term,
    "adopted_at_most": _quota,
}

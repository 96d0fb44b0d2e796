"""Desks deliver by period, some days later; late rows and corrections come in later files."""

from datetime import date, datetime, timedelta

import polars as pl

from ingest.contracts import Contract
from ingest.sample.deliveries import Stream, carried, schedule, streams
from ingest.sample.writer import AS_OF
from tests.ingest.sample.conftest import DeliveredFile, Logs

STREAM = Stream("consultation", "窓口", ("sme_desk",), {2025: "Q", 2026: "M"}, 5, "portal", 0, None)
LATE_DESKS = {"巡回相談", "事業相談"}


def test_periods_follow_the_cadence_of_their_year() -> None:
    found = schedule(STREAM, date(2026, 6, 10))
    assert [delivery.cutoff for delivery in found] == [
        date(2025, 6, 30),
        date(2025, 9, 30),
        date(2025, 12, 31),
        date(2026, 3, 31),
        date(2026, 4, 30),
        date(2026, 5, 31),
        date(2026, 6, 10),
    ]
    assert found[0].label == "令和7年度第1四半期"
    assert found[-1].label == "令和8年06月（速報）"


def test_a_period_is_delivered_on_a_working_day_after_it() -> None:
    first = schedule(STREAM, AS_OF)[0]
    assert first.delivered_at.date() == date(2025, 7, 7)


def test_nothing_is_delivered_after_the_last_day_and_something_on_it(
    deliveries: list[DeliveredFile],
) -> None:
    assert max(file.delivered_at for file in deliveries).date() == AS_OF
    assert min(file.delivered_at for file in deliveries) > datetime(2020, 4, 1)


def test_there_are_few_enough_files(deliveries: list[DeliveredFile]) -> None:
    assert 400 < len(deliveries) < 600


def test_all_desks_but_two_are_up_to_date(deliveries: list[DeliveredFile]) -> None:
    newest = {(file.log, file.stream): file.delivered_at for file in deliveries}
    tardy = {
        stream
        for (log, stream), at in newest.items()
        if log in ("consultation", "seminar_session", "activity", "outcome", "expert_dispatch")
        and at.date() < AS_OF - timedelta(days=14)
    }
    assert tardy == LATE_DESKS


def test_some_rows_come_late_and_some_are_corrected(
    deliveries: list[DeliveredFile], contracts: dict[str, Contract]
) -> None:
    files = [file.rows for file in deliveries if file.stream == "総合相談窓口"]
    rows = pl.concat(frame.with_columns(file=pl.lit(at)) for at, frame in enumerate(files))
    versions = rows.group_by(contracts["consultation"].key).len()["len"]
    assert 0.02 < (versions > 1).mean() < 0.3
    month = pl.col("received_at").dt.strftime("%Y%m")
    newest = rows.filter(pl.col("file") == len(files) - 1)
    assert newest.filter(month < "202610").height > 0


def test_the_last_version_of_a_row_is_the_truth(
    true_logs: Logs, deliveries: list[DeliveredFile], contracts: dict[str, Contract]
) -> None:
    """Whatever was written down before, rows of finished years end as they truly are."""
    for log in ("consultation", "activity", "expert_dispatch", "outcome", "seminar_session"):
        contract = contracts[log]
        known = pl.concat(file.rows for file in deliveries if file.log == log).unique(
            contract.key, keep="last", maintain_order=True
        )
        finished = true_logs[log].filter(
            pl.col(str(contract.event_date)).cast(pl.Date) < date(2025, 10, 1)
        )
        columns = [column.name for column in contract.columns]
        assert (
            finished.select(columns)
            .join(known.select(columns), on=columns, how="anti", nulls_equal=True)
            .is_empty()
        ), log


PARENTS = {
    "seminar_attendance": ("seminar_session", "session_id"),
    "subsidy_member": ("subsidy_application", "application_id"),
    "subsidy_expense": ("subsidy_application", "application_id"),
}


def test_rows_come_after_what_they_refer_to(deliveries: list[DeliveredFile]) -> None:
    """A roster is delivered when its sessions are known, members after their application."""
    for log, (parent, key) in PARENTS.items():
        known: set[str] = set()
        for file in deliveries:
            if file.log == parent:
                known |= set(file.rows[key])
            elif file.log == log:
                assert set(file.rows[key]) <= known, (file.stream, file.delivered_at)


def test_every_row_is_carried_by_one_stream(true_logs: Logs) -> None:
    for log, rows in true_logs.items():
        mine = [carried(stream, rows).height for stream in streams() if stream.log == log]
        assert sum(mine) == rows.height, log


def test_a_sample_of_an_earlier_day_ends_there() -> None:
    day = date(2024, 6, 12)
    newest = [
        max(delivery.delivered_at for delivery in found)
        for stream in streams()
        if (found := schedule(stream, day))
    ]
    assert max(newest).date() == day

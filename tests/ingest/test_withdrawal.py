"""Which delivery is meant by a name, and what people are told when it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from ingest.ledger import write_ledger
from ingest.withdrawal import WithdrawalError, withdraw
from tests.ingest.papers import CONTRACT, HEADER, ROW, csv_bytes

if TYPE_CHECKING:
    from tests.ingest.conftest import Desk

FIRST = csv_bytes(HEADER, ROW)
SECOND = csv_bytes(HEADER, ROW.replace("V-1", "V-2"))


def statuses(desk: Desk) -> list[tuple[str, str]]:
    return [(one.file, one.status) for one in desk.ledger()]


def test_a_delivery_is_taken_back_and_given_back(desk: Desk) -> None:
    desk.drop("来訪.csv", FIRST)
    desk.land()
    assert withdraw(desk.home, "来訪.csv").delivery.status == "withdrawn"
    assert statuses(desk) == [("来訪.csv", "withdrawn")]
    withdraw(desk.home, f"inbox/{CONTRACT.log}/来訪.csv", undo=True)
    assert statuses(desk) == [("来訪.csv", "landed")]


def test_of_several_versions_the_newest_goes_first(desk: Desk) -> None:
    desk.drop("来訪.csv", FIRST)
    desk.land()
    desk.drop("来訪.csv", SECOND)
    desk.land()
    done = withdraw(desk.home, "来訪.csv")
    assert [one.sha256 for one in done.standing] == [desk.ledger()[0].sha256]
    assert statuses(desk) == [("来訪.csv", "landed"), ("来訪.csv", "withdrawn")]


def test_the_same_bytes_stay_withdrawn_until_undo(desk: Desk) -> None:
    desk.drop("来訪.csv", FIRST)
    desk.land()
    withdraw(desk.home, "来訪.csv")
    assert desk.land().deliveries == []
    desk.drop("もう一度.csv", FIRST)
    report = desk.land()
    assert [one.status for one in report.deliveries] == ["duplicate"]
    assert "取り下げたファイルと同じ内容" in report.notes[0].ja


@pytest.mark.parametrize(
    ("name", "undo", "said_ja", "said_en"),
    [
        ("無い.csv", False, "届いていません", "was ever delivered"),
        ("別の台帳/来訪.csv", False, "届いていません", "was ever delivered"),
        ("来訪.csv", True, "取り下げられていない", "is not withdrawn"),
        ("写し.csv", False, "同じ内容", "the same bytes as an earlier file"),
        ("壊れ.csv", False, "受け付けられておらず", "was refused"),
    ],
)
def test_what_cannot_be_taken_back_is_said(
    desk: Desk, name: str, undo: bool, said_ja: str, said_en: str
) -> None:
    desk.drop("来訪.csv", FIRST)
    desk.land()
    desk.drop("写し.csv", FIRST)
    desk.drop("壊れ.csv", b"x\n")
    desk.land()
    with pytest.raises(WithdrawalError, match=f"{said_ja}.*{said_en}"):
        withdraw(desk.home, name, undo=undo)


def test_withdrawing_twice_says_how_to_give_back(desk: Desk) -> None:
    desk.drop("来訪.csv", FIRST)
    desk.land()
    withdraw(desk.home, "来訪.csv")
    with pytest.raises(WithdrawalError, match="--undo"):
        withdraw(desk.home, "来訪.csv")


def test_a_name_that_two_logs_have_asks_which(desk: Desk) -> None:
    desk.drop("来訪.csv", FIRST)
    desk.land()
    other = desk.home.landing / "other" / "ledger"
    other.mkdir(parents=True)
    write_ledger(other, [one._replace(log="other") for one in desk.ledger()])
    with pytest.raises(WithdrawalError, match="Several logs") as raised:
        withdraw(desk.home, "来訪.csv")
    assert CONTRACT.log in str(raised.value)

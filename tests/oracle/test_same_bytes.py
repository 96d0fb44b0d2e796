"""The same bytes in two logs are two deliveries: what is found in one is no matter of the other."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from tests.warehouse import TestWarehouse

pytestmark = pytest.mark.e2e

FILES = ("expert_dispatch/両方.csv", "outcome/両方.csv")
BOTH = """派遣番号,成果番号,事業コード,派遣日,確認日,派遣区分,成果区分,状態,回数
D-1,O-1,sme_desk,2025/4/1,2025/4/1,専門家,課題解決,実施,多数
D-2,O-2,sme_desk,2025/4/2,2025/4/2,専門家,？？,実施,1
"""


def test_findings_stay_with_their_log(warehouse: TestWarehouse, tmp_path: Path) -> None:
    for file in FILES:
        path = tmp_path / "inbox" / file
        path.parent.mkdir(parents=True)
        path.write_text(BOTH, encoding="utf-8")
    warehouse.deliver(tmp_path / "inbox", dict.fromkeys(FILES, "2025-05-01T09:00:00+09:00"))
    warehouse.land(datetime.now(UTC))
    with warehouse.build(date(2026, 3, 31)) as con:
        found = con.sql(
            "select log, row_number, rule from quality.issue "
            "where rule in ('unparsable', 'unknown_value') order by log"
        ).fetchall()
    assert found == [("expert_dispatch", 2, "unparsable"), ("outcome", 3, "unknown_value")]

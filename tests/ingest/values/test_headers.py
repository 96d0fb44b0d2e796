"""Units behind a header's name and in title rows."""

import pytest

from ingest.values import unit_in_title, unit_of_header


@pytest.mark.parametrize(
    ("header", "name", "unit"),
    [
        ("交付決定額（千円）", "交付決定額", "千円"),
        ("交付決定額\n（千円）", "交付決定額", "千円"),
        ("交付決定額(百万円)", "交付決定額", "百万円"),
        ("交付決定額 ［円］", "交付決定額", "円"),
        ("交付決定額（単位：万円）", "交付決定額", "万円"),
        ("対応時間（分）", "対応時間", "分"),
        ("参加者数（名）", "参加者数", "名"),
        ("交付決定額", "交付決定額", None),
        ("金額（税込）", "金額(税込)", None),
        ("（千円）", "(千円)", None),
        ("紹介（行政）", "紹介(行政)", None),
        ("千円", "千円", None),
    ],
)
def test_the_unit_of_a_header(header: str, name: str, unit: str | None) -> None:
    assert unit_of_header(header) == (name, unit)


@pytest.mark.parametrize(
    ("title", "unit"),
    [
        ("令和7年度 DX推進補助金 交付台帳（単位：千円）", "千円"),
        ("交付台帳 (単位:円)", "円"),
        ("単位　百万円", "百万円"),
        ("（単位：件、千円）", "千円"),
        ("単位：億円", "億円"),
        ("単位＝千円", "千円"),
        ("※単位は千円", "千円"),
        ("（千円）", "千円"),
        ("令和7年度（千円）交付台帳", None),
        ("令和7年度 交付台帳", None),
        ("1,000千円の助成", None),
        ("（単位：名）", None),
        ("単位：円滑な実施", None),
        ("", None),
    ],
)
def test_the_unit_of_a_title(title: str, unit: str | None) -> None:
    assert unit_in_title(title) == unit

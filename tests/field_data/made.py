"""Files with the structure and the mess of real files of public bodies; all texts are made up.

Here belongs: one builder for each kind of file. Not here: what must come out of it (cases).
"""

from __future__ import annotations

import io
import itertools
from datetime import date, timedelta
from typing import Any

import openpyxl

from tests.ingest.files import delimited, xls

MONTHS = (700, 3_200, 9_900, 7_000, 3_100, 5_400, 6_800, 3_700, 2_900, 5_500, 6_200, 6_500)
"""Calls in each month from February 2020 on."""
DAYS = (159, 129, 114, 213)
"""Calls on the first days of the running month."""
BLANK_DAYS = 3
RUNNING = date(2021, 2, 1)
EXCEL_DAY_ZERO = date(1899, 12, 30)
JAPANESE_DAY = 56
"""The built-in format m月d日."""
CHANGES = (125, -155, -231, -223, 99, -648)
POPULATION = 127_668
NUMBERS = ("4000012090001", "7000012050002", "8000012050001")
"""Corporate numbers of ministries."""


def call_center() -> bytes:
    """Months, then days of the running month, in one column; the year only where it begins."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["\u3000\u3000相談センター\n（旧窓口）の対応状況について"])
    page.append(["\u3000\u3000（合計・令和3年2月4日（木）まで）"])
    page.append([])
    page.append(["日", None, "曜日", "相談対応件数（件）", "備考"])
    for number, calls in enumerate(MONTHS, 2):
        era = {2: "令和2年", 13: "令和3年"}.get(number)
        page.append([era, f"{(number - 1) % 12 + 1}月", None, calls])
        page.merge_cells(start_row=page.max_row, end_row=page.max_row, start_column=2, end_column=3)
    for number in range(len(DAYS) + BLANK_DAYS):
        day = RUNNING + timedelta(days=number)
        calls_of_day = DAYS[number] if number < len(DAYS) else None
        weekday = "月火水木金土日"[day.weekday()]
        page.append([None, (day - EXCEL_DAY_ZERO).days, weekday, calls_of_day])
        _shown_as(page.cell(page.max_row, 2), JAPANESE_DAY)
    page.append([None, "計", None, sum(MONTHS) + sum(DAYS)])
    page.merge_cells("A1:E1")
    page.merge_cells("A4:B4")
    return _saved(book)


def test_count() -> bytes:
    """A header of two rows, group headings over repeated names; a total and a note below."""
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.append(["検査実施件数"])
    page.append(["（公表分・令和３年２月４日（木））"])
    page.append([None, None, "PCR検査", None, "抗原検査", None])
    page.append(["月日", "曜日", "検査件数", "陽性件数※", "検査件数", "陽性件数"])
    for number, tests in enumerate(MONTHS):
        era, month = divmod(number + 1, 12)
        page.append([f"R{era + 2}.{month + 1}月", None, tests, number, tests // 2, 1])
    for number, tests in enumerate(DAYS):
        page.append([(RUNNING - EXCEL_DAY_ZERO).days + number, "月", tests, 0, 1, 0])
        _shown_as(page.cell(page.max_row, 1), JAPANESE_DAY)
    rows = list(page.iter_rows(min_row=5, values_only=True))
    page.append(["合計", None, *(sum(row[i] for row in rows) for i in range(2, 6))])
    page.append(["※\u3000再陽性の件数（１件）を含む"])
    page.merge_cells("C3:D3")
    page.merge_cells("E3:F3")
    return _saved(book)


def daily_call() -> bytes:
    """UTF-8 with its mark, an empty column, a code in every row."""
    names = [
        "全国地方公共団体コード",
        "都道府県名",
        "市区町村名",
        "受付_年月日",
        "曜日",
        "相談件数",
    ]
    days = (date(2020, 1, 29) + timedelta(days=i) for i in range(len(MONTHS)))
    rows = [["999999", "見本県", "", str(d), "水", c] for d, c in zip(days, MONTHS, strict=True)]
    return delimited([names, *rows], encoding="utf-8-sig")


def event() -> bytes:
    """A code ruined by Excel, line breaks in cells, capacities as people write them."""
    names = ["都道府県コード又は市区町村コード", "NO", "イベント名", "開始日", "終了日", "説明",
             "料金(基本)", "連絡先電話番号", "定員"]  # fmt: skip
    capacities = ["16組（32人）", "22組", "定員20人 （先着順）", "25家族", "先着10人",
                  "1,353人（会場）", "午前　60組\n午後　60組", "", "15名（先着順）"]  # fmt: skip
    rows = [
        ["3.00002E+12", "101", "おはなし会", f"2025/{4 + i}/8", f"2025/{4 + i}/8",
         "\n読みきかせ\n※どなたでも\n", 300 if i % 2 else "", "0000－00-0000", capacity]
        for i, capacity in enumerate(capacities)
    ]  # fmt: skip
    return delimited([names, *rows], encoding="utf-8-sig")


def preschool() -> bytes:
    """CP932; corporate numbers with a space behind them, so that Excel keeps the digits."""
    names = ["全国地方公共団体コード", "ID", "名称", "種別", "法人番号", "団体名", "認可等年月日",
             "収容定員", "受入年齢", "開始時間"]  # fmt: skip
    rows = [
        ["999999", f"11{i:05}", f"第{i}保育園", "認可私立保育所", f"{number} ", "見本会",
         "1963/4/1", 90 + i, "６ヶ月から", "7:30:00"]
        for i, number in enumerate(NUMBERS)
    ]  # fmt: skip
    rows.append(["999999", "1100099", "分園", "認可公立保育所", "", "", "", 30, "6ヶ月から", ""])
    return delimited([names, *rows], encoding="cp932")


def clinic() -> bytes:
    """Mostly blank corporate numbers, long-vowel marks in addresses, line breaks in hours."""
    names = ["ID", "名称", "所在地_連結表記", "法人番号", "診療日時特記事項", "病床数"]
    rows = [
        [
            f"KD{i:010}",
            f"第{i}医院",
            "見本市西柳３丁目２ー３４",
            number,
            "午前のみ。\n祝日は休診。",
            i,
        ]
        for i, number in enumerate(("", f"{NUMBERS[0]} ", "", f"{NUMBERS[1]} "))
    ]
    return delimited([names, *rows], encoding="utf-8-sig")


def baby_station() -> bytes:
    """Two columns without a name; one firm written in several ways."""
    names = ["赤ちゃんの駅_ID", "赤ちゃんの駅_名称", "赤ちゃんの駅_施設区分", "", ""]
    firms = ("㈱見本店", "（株）見本　東店", "株式会社　見本店", "見本（株）")
    rows = [[f"BS{i:07}", firm, "民間", "", ""] for i, firm in enumerate(firms)]
    return delimited([names, *rows], encoding="utf-8-sig")


def culture() -> bytes:
    """CP932 text under the name of a workbook."""
    names = ["都道府県コード又は市区町村コード", "NO", "名称", "法人番号", "利用可能時間特記事項"]
    rows = [
        ["999999", f"{i:010}", f"第{i}文化館", "", "月曜日（祝日は翌日）は休館。"]
        for i in range(1, 5)
    ]
    return delimited([names, *rows], encoding="cp932")


def population() -> list[bytes]:
    """A file a month: minus as a number, as a format and as text; codes as text and as numbers."""
    after = list(itertools.accumulate(CHANGES, initial=POPULATION))[1:]
    return [_month(i, change, after[i]) for i, change in enumerate(CHANGES)]


def _month(number: int, change: int, population: int) -> bytes:
    names = ["全国地方公共団体コード", "地方公共団体名", "調査年月日", "合計_男性", "合計_合計",
             "住民基本台帳月末人口_合計", "月末世帯数"]  # fmt: skip
    written = {2: f"△ {-change}", 3: f"△{-change}"}.get(number, change)
    book = openpyxl.Workbook()
    page = book.worksheets[0]
    page.title = f"様式{number}"
    page.append(names)
    page.append(["999999" if number < 3 else 999999, "見本市", date(2023, 4 + number, 8), 0,
                 written, population, 65_000])  # fmt: skip
    page["E2"].number_format = '0;"△ "0'
    return _saved(book)


def web_page() -> bytes:
    """What a broken link saves."""
    return (
        '<?xml version="1.0"?>\n<!DOCTYPE html>\n<html><body>見つかりません</body></html>'.encode()
    )


def without_header() -> bytes:
    """Rows alone: nobody can tell what the columns mean."""
    return delimited([[i, NUMBERS[i % 3], "01", "ＭＣＡ商会", "令和３年変更"] for i in range(5)])


def old_workbook() -> bytes:
    """An old workbook, to be given a new workbook's name."""
    return xls([["区　分", "園　数"], ["昭和23年度", 25], [24, 23]])


def _shown_as(cell: Any, number_format: int) -> None:
    cell.number_format = "0.0000"
    cell._style.numFmtId = number_format  # noqa: SLF001


def _saved(book: openpyxl.Workbook) -> bytes:
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()

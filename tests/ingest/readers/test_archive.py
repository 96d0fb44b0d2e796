"""Zips of files: whose rows they are, and what a zip is refused for."""

from __future__ import annotations

import io
import re
import zipfile

import pytest

from ingest.readers import UnreadableFileError, read_file
from ingest.reading import read_rows
from tests.ingest.files import delimited, xlsx, zipped
from tests.ingest.papers import CONTRACT, HEADER, ROW, Told, read

ROWS = [HEADER.split(","), ROW.split(",")]
SECOND = [HEADER.split(","), ["V-2", "総合", "2025/5/8", "済"]]
LINK = 0o120777 << 16


def refused(content: bytes) -> UnreadableFileError:
    with pytest.raises(UnreadableFileError) as refusal:
        read_rows(content, "a.zip", CONTRACT)
    return refusal.value


def test_rows_name_the_file_in_the_zip_and_its_sheet() -> None:
    told = read(zipped({"b.xlsx": xlsx(ROWS), "4月/a.csv": delimited(SECOND)}), file="a.zip")
    assert told.counts == (2, 0, 0)
    assert told.values("_file") == ["a.zip/4月/a.csv", "a.zip/b.xlsx#表"]
    assert told.values("_record") == [2, 2]
    assert told.values("_position") == [2, 4]


def test_old_windows_names_are_read() -> None:
    content = zipped({"表\\4月ソ.csv": delimited(ROWS)}, "cp932")
    assert read(content, file="a.zip").values("_file") == ["a.zip/表/4月ソ.csv"]


def test_members_that_are_no_tables_are_noted() -> None:
    others = {
        "案内.pdf": b"%PDF-1.7",
        "図.png": b"\x89PNG",
        "読んで.txt": "お読みください\n".encode(),
    }
    told = Told(read_rows(zipped({"a.csv": delimited(ROWS), **others}), "a.zip", CONTRACT))
    assert told.counts == (1, 0, 0)
    notes = " ".join(note.ja for note in told.rows.notes)
    assert all(name in notes for name in others)


def test_what_a_system_left_in_the_zip_is_nothing() -> None:
    left = {
        "__MACOSX/._a.csv": b"\0\5\x16\7",
        "4月/.DS_Store": b"\0",
        "~$a.xlsx": b"x",
        "Thumbs.db": b"\0",
    }
    told = read(zipped({"a.csv": delimited(ROWS), **left}))
    assert told.counts == (1, 0, 0)
    assert told.rows.notes == ()


@pytest.mark.parametrize(
    ("member", "content", "reason"),
    [
        ("b.xlsx", xlsx(ROWS)[:500], "broken_workbook"),
        ("b.csv", delimited([["来訪番号", "窓口"], ["V-1", "総合"]]), "missing_columns"),
        ("b.csv", b"", "empty_file"),
        ("b.xls", b"<html></html>", "web_page"),
        ("b.zip", zipped({"c.csv": delimited(ROWS)}), "nested_zip"),
        ("b", zipped({"c.csv": delimited(ROWS)}), "nested_zip"),
        ("../b.csv", delimited(ROWS), "path_trick"),
        ("/etc/b.csv", delimited(ROWS), "path_trick"),
        ("C:\\b.csv", delimited(ROWS), "path_trick"),
    ],
)
def test_a_zip_with_a_table_that_cannot_be_read_is_refused_whole(
    member: str, content: bytes, reason: str
) -> None:
    refusal = refused(zipped({"a.csv": delimited(ROWS), member: content}))
    assert refusal.reason == reason
    assert member.replace("\\", "/") in refusal.message.ja


def test_a_link_in_a_zip_is_followed_nowhere() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("b.csv")
        link.external_attr = LINK
        archive.writestr(link, "/etc/passwd")
    assert refused(file.getvalue()).reason == "not_a_file"


def test_names_in_cp932_are_read_though_the_zip_calls_them_utf8() -> None:
    content = bytearray(zipped({f"{n}月/表.csv": delimited(ROWS) for n in "45"}, "cp932"))
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(mark, bytes(content)):
            content[found.start() + flags + 1] |= 0x08
    told = read(bytes(content), file="a.zip")
    assert told.values("_file") == ["a.zip/4月/表.csv", "a.zip/5月/表.csv"]


def test_a_locked_zip_says_so() -> None:
    content = bytearray(zipped({"a.csv": delimited(ROWS)}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refused(bytes(content)).reason == "locked_zip"


def test_an_empty_zip_is_an_empty_file() -> None:
    assert refused(zipped({})).reason == "empty_file"


def test_a_thousand_files_are_enough() -> None:
    many = zipped({f"{i}.csv": b"x\n" for i in range(1_001)})
    with pytest.raises(UnreadableFileError) as refusal:
        read_file(many)
    assert refusal.value.reason == "too_many_members"

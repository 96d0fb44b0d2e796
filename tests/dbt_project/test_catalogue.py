"""The home's rows lie over the shipped ones; a broken row is named by file and line."""

import csv
import re
from pathlib import Path

import pytest

from dbt_project.catalogue import KEYS, CatalogueError, load_catalogue, shipped_seeds, write_table
from tests.dbt_project.overlay import lay_over


def write(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


def test_the_shipped_catalogue_is_whole() -> None:
    tables = load_catalogue(None)
    assert set(tables) == {path.stem for path in shipped_seeds().glob("*.csv")} == set(KEYS)
    assert len(tables["programmes"].rows) == 96
    assert len(tables["indicators"].rows) == 222


def test_a_row_with_the_same_key_replaces_and_a_new_one_is_added(tmp_path: Path) -> None:
    lay_over(
        tmp_path,
        "units",
        [
            {"unit": "cases", "ja": "案件", "en": "matters"},
            {"unit": "boats", "ja": "隻", "en": "boats"},
        ],
    )
    shipped, units = load_catalogue(None)["units"], load_catalogue(tmp_path)["units"]
    assert units.rows["cases",]["ja"] == "案件"
    assert units.rows["boats",]["en"] == "boats"
    assert list(units.rows) == [*shipped.rows, ("boats",)]
    assert units.rows["people",] == shipped.rows["people",]


def test_a_key_of_several_columns_replaces_only_that_row(tmp_path: Path) -> None:
    shipped = load_catalogue(None)["deliveries"]
    (log, programme), changed = next(iter(shipped.rows.items()))
    row = {**changed.values, "frequency": "weekly"}
    lay_over(tmp_path, "deliveries", [row])
    rows = load_catalogue(tmp_path)["deliveries"].rows
    assert rows[log, programme]["frequency"] == "weekly"
    assert {k: v for k, v in rows.items() if k != (log, programme)} == {
        k: v for k, v in shipped.rows.items() if k != (log, programme)
    }


def test_columns_that_a_home_leaves_out_are_blank(tmp_path: Path) -> None:
    lay_over(tmp_path, "programmes", [{"programme_id": "new_desk", "mission": "4"}])
    row = load_catalogue(tmp_path)["programmes"].rows["new_desk",]
    assert row["mission"] == "4"
    assert row["to_fiscal_year"] == ""


def test_a_file_as_excel_saves_it_is_read(tmp_path: Path) -> None:
    write(tmp_path, "units.csv", "unit,ja,en\r\nboats , 隻,boats\r\n", encoding="utf-8-sig")
    assert load_catalogue(tmp_path)["units"].rows["boats",]["ja"] == "隻"


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("ja,en\n隻,boats\n", 1, "lacks the key column unit"),
        ("unit,jp\nboats,隻\n", 1, "unknown column 'jp'"),
        ("unit,ja,en\nboats,隻,boats\n,台,cars\n", 3, "blank unit"),
        ("unit,ja,en\nboats,隻,boats\nboats,艘,boats\n", 3, "repeats the key boats of line 2"),
        ("unit,ja,en\nboats,隻,boats, and ships\n", 2, "more cells than the header"),
        ("", 1, "lacks the key column unit"),
    ],
)
def test_a_broken_file_is_named_with_its_line(
    tmp_path: Path, text: str, line: int, problem: str
) -> None:
    path = write(tmp_path, "units.csv", text)
    with pytest.raises(CatalogueError) as broken:
        load_catalogue(tmp_path)
    assert str(broken.value).startswith(f"{path}:{line}: ")
    assert problem in str(broken.value)
    assert "\n" not in str(broken.value)


@pytest.mark.parametrize(
    ("table", "row", "problem"),
    [
        ("programmes", {"programme_id": "x", "mission": ""}, "mission cannot be ''"),
        ("programmes", {"programme_id": "x", "mission": "IV"}, "mission cannot be 'IV'"),
        ("programmes", {"programme_id": "x", "mission": "４"}, "mission cannot be '４'"),
        (
            "published_figures",
            {"figure_id": "x", "fiscal_year": "R5"},
            "fiscal_year cannot be 'R5'",
        ),
        (
            "published_figures",
            {"figure_id": "x", "fiscal_year": "2023", "value": "1,200"},
            "value cannot be '1,200'",
        ),
        (
            "published_figures",
            {"figure_id": "x", "fiscal_year": "2023", "value": "1", "event_date": "6/29"},
            "event_date cannot be '6/29'",
        ),
    ],
)
def test_a_cell_that_sql_could_not_read_is_named(
    tmp_path: Path, table: str, row: dict[str, str], problem: str
) -> None:
    path = lay_over(tmp_path, table, [row])
    with pytest.raises(CatalogueError) as broken:
        load_catalogue(tmp_path)
    assert str(broken.value).startswith(f"{path}:2: {problem}. Write it like ")


def test_a_file_that_is_no_table_of_the_catalogue_is_named(tmp_path: Path) -> None:
    path = write(tmp_path, "unit.csv", "unit,ja,en\n")
    with pytest.raises(CatalogueError, match=r"Rename it to one of: .*units\.csv") as broken:
        load_catalogue(tmp_path)
    assert str(path) in str(broken.value)


def test_a_file_that_excel_saved_on_a_japanese_machine_is_read(tmp_path: Path) -> None:
    write(tmp_path, "units.csv", "unit,ja,en\nboats,隻,boats\n", encoding="cp932")
    assert load_catalogue(tmp_path)["units"].rows["boats",]["ja"] == "隻"


def test_a_file_in_another_encoding_says_how_to_save_it(tmp_path: Path) -> None:
    write(tmp_path, "units.csv", "unit,ja,en\nboats,隻,boats\n", encoding="utf-16")
    with pytest.raises(CatalogueError, match="Save it as CSV UTF-8"):
        load_catalogue(tmp_path)


DECISIONS = "log,record_id,decision,decided_on,note\n"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("consultation,K-1/d,削除,2025/5/7,", "decision cannot be '削除'. Write it like confirm"),
        ("consultation,K-1/d,confirm,5月7日,", "decided_on cannot be '5月7日'"),
        (",K-1/d,confirm,2025/5/7,", "blank log"),
    ],
)
def test_a_decision_that_cannot_be_read_is_named_with_its_line(
    row: str, said: str, tmp_path: Path
) -> None:
    write(tmp_path, "row_decisions.csv", f"{DECISIONS}{row}\n", encoding="cp932")
    with pytest.raises(CatalogueError, match=rf"row_decisions.csv:2: {re.escape(said)}"):
        load_catalogue(tmp_path)


def test_a_table_is_written_as_it_was_read(tmp_path: Path) -> None:
    table = load_catalogue(None)["subsidy_rules"]
    write_table(table, tmp_path)
    with (tmp_path / "subsidy_rules.csv").open(encoding="utf-8", newline="") as lines:
        written = list(csv.DictReader(lines))
    assert written == [dict(row.values) for row in table.rows.values()]

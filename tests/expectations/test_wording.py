"""Examples of what is wrong are told with names that people know."""

from datetime import date

from expectations.wording import told


def test_columns_have_their_japanese_names_and_blanks_are_left_out() -> None:
    row = {"log": "consultation", "programme_id": None, "due_on": date(2026, 9, 23), "odd": 1}
    assert told(row) == "台帳=consultation、期日=2026-09-23、odd=1"

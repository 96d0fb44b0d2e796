"""`fais status` reads snapshots: that must not load the heavy tools."""

import subprocess
import sys

HEAVY = ("great_expectations", "dagster", "dbt", "pandas", "streamlit", "sqlalchemy")


def test_reading_snapshots_loads_no_heavy_tool() -> None:
    code = (
        "import sys, orchestration.publication; "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

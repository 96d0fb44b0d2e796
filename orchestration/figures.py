"""The headline figures of a build, for the metadata Dagster plots over runs.

Belongs here: one query. Not here: how a figure is computed (dbt_project).
"""

from pathlib import Path

import duckdb

HEADLINES = """
    select indicator_id, value
    from marts.kpi_yearly
    inner join marts.indicator using (indicator_id)
    where is_headline and value is not null
        and fiscal_year = (select max(fiscal_year) from marts.kpi_yearly)
    order by indicator_id
"""


def headline_figures(published_file: Path) -> dict[str, float]:
    """Return the current fiscal year's value of each headline indicator that has one."""
    with duckdb.connect(str(published_file), read_only=True) as connection:
        return dict(connection.execute(HEADLINES).fetchall())

"""Everything Dagster is to know, composed; `fais run` and the Dagster UI load the same.

Belongs here: composition only. Assets are in assets/, what they need from outside in resources.py.
"""

from collections.abc import Mapping

import dagster as dg

from ingest.contracts import load_contracts
from ingest.home import Home
from orchestration.assets.audit import audit_asset
from orchestration.assets.landing import GROUP as LANDING
from orchestration.assets.landing import landing_assets
from orchestration.assets.publication import publication
from orchestration.assets.rejected import rejected_asset
from orchestration.assets.warehouse import warehouse_assets
from orchestration.dbt_manifest import load_manifest
from orchestration.jobs import JOB, LAND_JOB, MONTH_JOB
from orchestration.resources import default_resources
from orchestration.schedules import months, schedules
from orchestration.sensors import sensors

EVERYTHING = dg.AssetSelection.all()
LANDINGS = dg.AssetSelection.groups(LANDING)
RUN_AGAIN = {"dagster/retry_strategy": "ALL_STEPS"}
"""A killed run is run again as a whole: each step can be, and landing looks anew."""


def build_defs(
    home: Home | None = None, resource_overrides: Mapping[str, object] | None = None
) -> dg.Definitions:
    """Return the definitions of a home (None: the one FAIS_HOME names).

    Raises HomeError, ContractError, CatalogueError or BuildError, each one line for people.
    """
    home = home or Home.locate(None)
    home.check()
    contracts = load_contracts(home.contracts)
    manifest = load_manifest(home, contracts)
    warehouse = warehouse_assets(contracts, manifest)
    jobs = [
        dg.define_asset_job(JOB, EVERYTHING, tags=RUN_AGAIN, description="land → publish"),
        dg.define_asset_job(LAND_JOB, LANDINGS, tags=RUN_AGAIN, description="land only"),
    ]
    of_month = dg.define_asset_job(
        MONTH_JOB,
        EVERYTHING,
        config=months(home),
        tags=RUN_AGAIN,
        description="a month of delivery, as known by its last evening; `current` stays",
    )
    return dg.Definitions(
        assets=[
            *landing_assets(contracts),
            warehouse,
            rejected_asset(contracts),
            audit_asset(contracts, warehouse),
            publication,
        ],
        jobs=[*jobs, of_month],
        schedules=schedules(home),
        sensors=sensors(home, jobs, manifest),
        resources={**default_resources(home), **(resource_overrides or {})},
        executor=dg.in_process_executor,
    )


@dg.definitions
def defs() -> dg.Definitions:
    """Entry point of Dagster's servers."""
    return build_defs()

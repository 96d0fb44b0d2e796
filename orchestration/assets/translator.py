"""How dbt's nodes appear in Dagster: keyed as their tables are named, grouped by layer.

Belongs here: keys, groups, owners and the link from landed files to the models that read them.
Not here: running dbt (warehouse).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import dagster as dg
from dagster_dbt import DagsterDbtTranslator

from orchestration.assets.landing import landing_key

if TYPE_CHECKING:
    from dagster_dbt import DbtProject

Node = Mapping[str, Any]
DATA_STAFF = "team:data-staff"
LANDED_MACRO = "landed"


class WarehouseTranslator(DagsterDbtTranslator):
    """One table, one asset `layer/table`; models that read landed files follow their landings."""

    def __init__(self, logs: Sequence[str]) -> None:
        super().__init__()
        self._logs = sorted(logs)

    def get_asset_key(self, dbt_resource_props: Node) -> dg.AssetKey:
        """Return [schema, table], as the build file names it."""
        name = dbt_resource_props.get("alias") or dbt_resource_props["name"]
        return dg.AssetKey([_layer(dbt_resource_props), name])

    def get_group_name(self, dbt_resource_props: Node) -> str:
        """Return the layer."""
        return _layer(dbt_resource_props)

    def get_owners(self, dbt_resource_props: Node) -> Sequence[str]:
        """Return who answers for the model: its own owners, else the data staff."""
        return super().get_owners(dbt_resource_props) or [DATA_STAFF]

    def get_asset_spec(
        self, manifest: Node, unique_id: str, project: "DbtProject | None"
    ) -> dg.AssetSpec:
        """Add the landings whose files the model reads to what dbt knows of it."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        landings = [dg.AssetDep(landing_key(log)) for log in self._read_logs(manifest, unique_id)]
        known = {dep.asset_key for dep in spec.deps}
        added = [dep for dep in landings if dep.asset_key not in known]
        return spec.replace_attributes(deps=[*spec.deps, *added]) if added else spec

    def _read_logs(self, manifest: Node, unique_id: str) -> list[str]:
        """Return the logs whose landed files a node reads: that of its name, else all."""
        if unique_id not in manifest["nodes"]:
            return []
        node = manifest["nodes"][unique_id]
        if not any(macro["name"] == LANDED_MACRO for macro in _macros(manifest, node)):
            return []
        return [log for log in self._logs if _names_log(node["name"], log)] or self._logs


def _layer(node: Node) -> str:
    return str(node["config"].get("schema") or node["schema"])


def _names_log(model: str, log: str) -> bool:
    return re.search(rf"(^|_){re.escape(log)}(__|$)", model) is not None


def _macros(manifest: Node, node: Node) -> Iterator[Node]:
    """Yield the macros of the project that a node calls, also through one another."""
    waiting, seen = list(node["depends_on"].get("macros", [])), set[str]()
    while waiting:
        name = waiting.pop()
        macro = manifest["macros"].get(name)
        if name in seen or macro is None:
            continue
        seen.add(name)
        waiting.extend(macro["depends_on"]["macros"])
        yield macro

"""The asset graph as text, and where its snapshot lies.

Run `python -m tests.orchestration.asset_graph` after a wanted change, and read the difference.
"""

import tempfile
from pathlib import Path

import dagster as dg

from orchestration.definitions import build_defs
from tests.orchestration.office import new_office

SNAPSHOT = Path(__file__).with_name("asset_graph.txt")


def describe(definitions: dg.Definitions) -> str:
    """Return one block per asset: key, group and owners, what it follows, its checks."""
    graph = definitions.resolve_asset_graph()
    blocks = []
    for key in sorted(graph.get_all_asset_keys(), key=dg.AssetKey.to_user_string):
        node = graph.get(key)
        parents = sorted(parent.to_user_string() for parent in node.parent_keys)
        checks = sorted(check.name for check in node.check_keys)
        lines = [f"{key.to_user_string()} ({node.group_name}; {', '.join(node.owners)})"]
        lines += [f"  < {parent}" for parent in parents]
        lines += [f"  ? {check}" for check in checks]
        blocks.append("\n".join(lines))
    return "\n".join(blocks) + "\n"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        SNAPSHOT.write_text(
            describe(build_defs(new_office(Path(folder) / "home").home)), encoding="utf-8"
        )

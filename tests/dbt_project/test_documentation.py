"""Nothing is published without a meaning, a type, an owner, a grain, a unit test and a reader."""

from typing import Any

from dashboards.i18n import words_in
from dashboards.registry import PAGES

Models = dict[str, dict[str, Any]]
PUBLISHED = ("marts", "quality")
NO_GRAIN = {
    # The same file may be delivered again, corrected, under its name: its findings look alike.
    "issue"
}
SNAPSHOT = "published_snapshot"


def published(models: Models) -> dict[str, dict[str, Any]]:
    return {
        name: node
        for name, node in models.items()
        if node["resource_type"] == "model" and node["schema"] in PUBLISHED
    }


def test_every_model_says_what_a_row_is(models: Models) -> None:
    silent = [
        node["name"]
        for node in models.values()
        if node["resource_type"] == "model" and not node["description"]
    ]
    assert silent == []


def test_marts_keep_a_typed_contract_and_an_owner(models: Models) -> None:
    for node in published(models).values():
        assert node["description"].startswith("One row per "), node["name"]
        assert node["config"]["contract"]["enforced"], node["name"]
        assert node["config"]["meta"]["owner"], node["name"]
        vague = [c for c, kept in node["columns"].items() if not kept["description"]]
        assert vague == [], node["name"]


def test_every_published_grain_is_tested(manifest: dict[str, Any], models: Models) -> None:
    tested = {
        test["attached_node"]
        for test in manifest["nodes"].values()
        if (test.get("test_metadata") or {}).get("name") == "unique_grain"
    }
    without = {node["name"] for name, node in published(models).items() if name not in tested}
    assert without == NO_GRAIN


def test_every_published_table_has_a_unit_test(manifest: dict[str, Any], models: Models) -> None:
    tested = {test["model"] for test in manifest["unit_tests"].values()}
    assert {node["name"] for node in published(models).values()} - tested == set()


def test_every_page_is_an_exposure_under_its_own_title(manifest: dict[str, Any]) -> None:
    exposures = {e["name"]: e["label"] for e in manifest["exposures"].values()}
    words = words_in("ja")
    titles = {f"{page.key}_page": words(f"page.{page.key}.title") for page in PAGES}
    exposures.pop(SNAPSHOT)
    assert exposures == titles


def test_the_snapshot_exposes_every_published_table(
    manifest: dict[str, Any], models: Models
) -> None:
    exposure = manifest["exposures"][f"exposure.fais.{SNAPSHOT}"]
    assert set(exposure["depends_on"]["nodes"]) == set(published(models))

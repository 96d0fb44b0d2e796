"""What every file of the project keeps to: size, no machine names, packaging, documented commands.

Rules of style belong to the linters; what belongs here is what no linter of ours can say.
"""

import ast
import json
import re
import subprocess
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("ingest", "dbt_project", "expectations", "orchestration", "dashboards")
MAX_FILE_LINES = 300
MAX_FUNCTION_LINES = 60
REGISTRY = re.compile(
    r"pypi[.]org|pythonhosted[.]org|registry[.]npmjs|[.]debian[.]org", re.IGNORECASE
)
MACHINE_PATH = re.compile(r"(?<![\w.<~-])/(?:work|root|home/\w+|Users/\w+)/")
REQUIREMENT = re.compile(r"^[A-Za-z0-9._-]+(?:\[[^]]*\])?==\S+")


@cache
def tracked_files(*patterns: str) -> tuple[Path, ...]:
    """Files that git tracks and that are still there, by git's patterns."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    paths = (ROOT / name for name in listed.stdout.split("\0") if name)
    return tuple(path for path in paths if path.is_file())


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def text_of(path: Path) -> str | None:
    """The text of a file, None for binary and for data in other encodings."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return None


def test_no_source_file_is_longer_than_one_idea() -> None:
    lengths = {
        name_of(path): len((text_of(path) or "").splitlines())
        for path in tracked_files("*.py", "*.sql")
    }
    assert {name: lines for name, lines in lengths.items() if lines > MAX_FILE_LINES} == {}


def long_functions(path: Path) -> list[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    functions = (
        node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return [
        f"{name_of(path)}:{node.lineno} {node.name}"
        for node in functions
        if (node.end_lineno or node.lineno) - node.lineno + 1 > MAX_FUNCTION_LINES
    ]


def test_no_function_is_longer_than_a_screen() -> None:
    assert [found for path in tracked_files("*.py") for found in long_functions(path)] == []


@pytest.mark.parametrize("pattern", [REGISTRY, MACHINE_PATH], ids=["registry", "machine path"])
def test_no_tracked_file_names_a_registry_or_a_machine(pattern: re.Pattern[str]) -> None:
    found = [
        f"{name_of(path)}:{number}"
        for path in tracked_files()
        for number, line in enumerate((text_of(path) or "").splitlines(), start=1)
        if pattern.search(line)
    ]
    assert found == []


def requirements() -> list[str]:
    """The lock's entries, each with its hashes on one line."""
    joined = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line for line in joined.splitlines() if line and not line.startswith("#")]


def test_the_lock_pins_every_package_by_hash() -> None:
    entries = requirements()
    assert len(entries) > 100
    assert [
        entry for entry in entries if not REQUIREMENT.match(entry) or "--hash=sha256:" not in entry
    ] == []


def test_the_lock_names_no_address() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert "://" not in text
    assert [line for line in text.splitlines() if line.startswith("-")] == []


def declared_packages() -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = project["dependencies"] + [
        name for extra in project["optional-dependencies"].values() for name in extra
    ]
    return {normalised(re.split(r"[<>=\[;! ]", entry)[0]) for entry in declared}


def normalised(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def test_the_lock_holds_every_declared_package() -> None:
    locked = {normalised(re.split(r"[=\[]", entry)[0]) for entry in requirements()}
    assert declared_packages() - locked == set()


@cache
def package_data() -> dict[str, list[str]]:
    """Which files besides Python travel in the wheel: globs by room."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    globs: dict[str, list[str]] = project["tool"]["setuptools"]["package-data"]
    return globs


def is_packaged(room: str, path: Path) -> bool:
    globs = package_data().get(room, [])
    return path.suffix == ".py" or any(path in (ROOT / room).glob(glob) for glob in globs)


@pytest.mark.parametrize("room", ROOMS)
def test_an_installed_wheel_holds_every_file_of_a_room(room: str) -> None:
    assert [name_of(path) for path in tracked_files(room) if not is_packaged(room, path)] == []


@pytest.mark.parametrize("room", ROOMS)
def test_every_python_folder_of_a_room_is_a_package(room: str) -> None:
    folders = {path.parent for path in tracked_files(f"{room}/*.py")}
    assert [name_of(folder) for folder in folders if not (folder / "__init__.py").is_file()] == []


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    return set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))


@pytest.mark.parametrize(
    "document", [path for path in tracked_files("*.md") if "make " in path.read_text("utf-8")]
)
def test_documented_make_commands_exist(document: Path) -> None:
    code = re.findall(r"`make ([a-z]+)`|^make ([a-z]+)", document.read_text("utf-8"), re.MULTILINE)
    named = {inline or block for inline, block in code}
    assert named - make_targets() == set()


def test_links_between_documents_lead_somewhere() -> None:
    link = re.compile(r"\]\((?!https?://|#)([^)#]+)")
    broken = [
        f"{name_of(document)} -> {target}"
        for document in tracked_files("*.md")
        for target in link.findall(document.read_text("utf-8"))
        if not (document.parent / target).exists()
    ]
    assert broken == []


def test_every_file_that_an_example_delivers_is_tracked() -> None:
    """A folder of a log may be called like one of a tool, and then be ignored unseen."""
    tracked = set(tracked_files("tests/examples"))
    missing = [
        f"{answer.parent.name}/{file}"
        for answer in tracked_files("tests/examples/*/expected.json")
        for file in json.loads(answer.read_text("utf-8"))["delivered_at"]
        if answer.parent / "inbox" / file not in tracked
    ]
    assert missing == []

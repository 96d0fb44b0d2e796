"""Homes as people get them: an empty one for the office, a sample one to look at.

Belongs here: what is in a new home beside its folders. Not here: which folders (ingest.home).
"""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from ingest.contracts import Contract, load_contracts
from ingest.home import FORMAT, Home
from ingest.templates import write_templates
from orchestration.errors import SampleError
from orchestration.settings import SETTINGS

README = "はじめにお読みください.md"


def make_office_home(home: Home) -> list[Contract]:
    """Make an empty home for production; harmless on one that is there.

    Returns the contracts whose inbox folders were made. Raises HomeError or ContractError.
    """
    is_new = not home.exists
    home.create()
    if is_new:
        home.mark_format(FORMAT)
    contracts = load_contracts(home.contracts)
    for contract in contracts.values():
        _make_inbox_folder(home.inbox, contract)
    write_templates(home, contracts)
    _write_settings(home)
    _write_readme(home, contracts)
    return list(contracts.values())


def make_sample_home(home: Home) -> Path:
    """Write the reference logs into a new home, or anew into a sample; returns its inbox.

    Raises SampleError when real data may live there: a home, or any folder with content, that does
    not carry the mark of a sample.
    """
    if not home.is_sample and home.root.exists() and any(home.root.iterdir()):
        raise SampleError(
            f"{home.root} exists and is not a sample: made-up data never goes into it. "
            "Name a new folder with --home"
        )
    from ingest.sample import write_sample
    from ingest.sample.writer import AS_OF

    make_office_home(home)
    home.mark_as_sample(AS_OF)
    write_sample(home.inbox)
    return home.inbox


def _make_inbox_folder(inbox: Path, contract: Contract) -> None:
    """Make the log's folder, and its Japanese name as a link to it."""
    (inbox / contract.log).mkdir(mode=0o700, exist_ok=True)
    alias = inbox / contract.title.replace("/", "／")
    if not alias.exists():
        alias.symlink_to(contract.log, target_is_directory=True)


def _write_settings(home: Home) -> None:
    """Lay down the settings, every line of them commented out; never over those of the office."""
    path = home.root / SETTINGS
    if not path.exists():
        text = (files("orchestration") / "settings.example.yaml").read_text(encoding="utf-8")
        path.write_text(text, encoding="utf-8")


def _write_readme(home: Home, contracts: Mapping[str, Contract]) -> None:
    template = (files("orchestration") / "office_readme.md").read_text(encoding="utf-8")
    rows = "\n".join(
        f"| {contract.title} | inbox/{contract.log}/ |" for contract in contracts.values()
    )
    (home.root / README).write_text(template.replace("{logs}", rows), encoding="utf-8")

"""Landing of all logs, each for itself: one that breaks never keeps the others from landing.

Belongs here: going through the logs, keeping what each came to. Not here: reading files (ingest).
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from ingest.contract_file import read_contract
from ingest.contracts import SUFFIXES, Contract, ContractError, load_contracts
from ingest.home import Home, HomeError
from ingest.inbox import look_into
from ingest.landing import LandingReport, land_log, unknown_folders
from ingest.ledger import read_ledger
from ingest.restoring import lost, put_aside_damaged
from orchestration.errors import BuildError
from orchestration.reporting import Reporter
from orchestration.result import Refusal


@dataclass(frozen=True)
class Landed:
    """What landing one log came to: the report, or the error when landing itself broke."""

    log: str
    report: LandingReport | None
    error: str | None = None

    @property
    def new_files(self) -> int:
        """Deliveries that this landing entered in the ledger."""
        return len(self.report.deliveries) if self.report else 0

    @property
    def refusals(self) -> list[Refusal]:
        """Files of this log that were refused now, with the reason."""
        deliveries = self.report.deliveries if self.report else []
        return [
            Refusal(
                f"inbox/{self.log}/{delivery.file}",
                delivery.message_en or "refused",
                delivery.message_ja or "受け付けられません",
            )
            for delivery in deliveries
            if delivery.status == "refused"
        ]

    @property
    def failure(self) -> Refusal | None:
        """The whole log as not taken, when landing broke."""
        if self.error is None:
            return None
        return Refusal(f"inbox/{self.log}", self.error, f"取り込めませんでした（{self.error}）")


@dataclass(frozen=True)
class Intake:
    """What one look at the whole inbox came to."""

    logs: Mapping[str, Landed]
    strangers: tuple[Refusal, ...]
    """Folders of no known log."""

    @property
    def new_files(self) -> int:
        """Deliveries that were entered in the ledgers."""
        return sum(one.new_files for one in self.logs.values())

    @property
    def notes(self) -> list[str]:
        """What people should know though no file is refused for it."""
        reports = [one.report for one in self.logs.values() if one.report]
        return [f"inbox/{report.log}: {note.en}" for report in reports for note in report.notes]

    @property
    def has_broken_log(self) -> bool:
        """Whether landing broke for a log, so that its news are missing."""
        return any(one.error for one in self.logs.values())

    @property
    def not_taken(self) -> tuple[Refusal, ...]:
        """Logs that broke, files that were refused, folders of no known log."""
        broken = [one.failure for one in self.logs.values() if one.failure]
        refused = [refusal for one in self.logs.values() for refusal in one.refusals]
        return (*broken, *refused, *self.strangers)


def land_one(home: Home, contract: Contract, now: datetime) -> Landed:
    """Land one log; whatever goes wrong stays in the result."""
    try:
        return Landed(contract.log, land_log(home, contract, now))
    except HomeError as error:
        return Landed(contract.log, None, str(error))
    except Exception as error:
        # The other logs must land, whatever broke here.
        logging.getLogger(__name__).exception("landing %s broke", contract.log)
        return Landed(contract.log, None, f"{type(error).__name__}: {error}")


def land_all(
    home: Home, contracts: Mapping[str, Contract], now: datetime, reporter: Reporter
) -> Intake:
    """Land every log and tell the reporter what was not taken."""
    logs: dict[str, Landed] = {}
    with reporter.stage("land"):
        for done, (log, contract) in enumerate(contracts.items(), start=1):
            logs[log] = land_one(home, contract, now)
            reporter.advanced("land", done, len(contracts))
    intake = Intake(logs, tuple(_strangers(home, contracts)))
    _require_one_landed(intake)
    for line in intake.notes:
        reporter.noted(line)
    for refusal in intake.not_taken:
        reporter.noted(f"{refusal.where}: {refusal.message}")
    return intake


def _require_one_landed(intake: Intake) -> None:
    """Say it once, and stop, when nothing at all can be landed (a full disk, a lost right)."""
    errors = [one.error for one in intake.logs.values() if one.error]
    if errors and len(errors) == len(intake.logs):
        raise HomeError(errors[0])


def require_landed(home: Home) -> None:
    """Raise BuildError when rows that landed are gone and could not be read again."""
    gone = [
        f"{one.log}/{one.file}"
        for ledger in sorted(home.landing.glob("*/ledger"))
        for one in lost(ledger.parent, read_ledger(ledger))
    ]
    if gone:
        names = ", ".join(gone)
        raise BuildError(
            f"取り込み済みのデータが失われています（{names}）。そのファイルを inbox に戻すか、"
            "landing をバックアップから戻し、もう一度実行してください。 "
            f"Landed rows are gone ({names}): lay those files into the inbox again, or put "
            "landing/ back from a backup, then run again"
        )


def require_undamaged(home: Home) -> None:
    """Put landed files that cannot be read aside; raises BuildError when there are any."""
    if damaged := put_aside_damaged(home.landing):
        names = ", ".join("/".join(path.parts[-3:]) for path in damaged)
        raise BuildError(
            f"取り込み済みのファイルが壊れていたため脇に置きました（{names}）。"
            "もう一度 `fais run` を実行してください。 Landed files were damaged and put aside: "
            "say `fais run` again, and they are read again from the inbox"
        )


def _strangers(home: Home, contracts: Mapping[str, Contract]) -> list[Refusal]:
    """Return what lies in the inbox under no known log: nothing of it is read."""
    loose = [
        Refusal(
            f"inbox/{file.name}",
            "lies in no log's folder, it is not read: move it into the folder of its log",
            "どの台帳のフォルダーにも入っていません。台帳のフォルダーに移してください。",
        )
        for file in look_into(home.inbox).files
    ]
    return loose + [
        Refusal(
            f"inbox/{folder}",
            "no log has this name, its files are not read: move them into the folder of their log, "
            "or add a contract to contracts/",
            "この名前の台帳はありません。"
            "正しいフォルダーに移すか、contracts/ に様式を加えてください。",
        )
        for folder in unknown_folders(home, contracts)
    ]


def usable_contracts(home: Home) -> dict[str, Contract]:
    """Return the contracts that can be read when one of the home's is broken.

    A log whose file in the home is broken is left out: the shipped contract is not what was meant.
    """
    contracts = load_contracts(None)
    for path in sorted(home.contracts.iterdir()):
        if not path.name.endswith(SUFFIXES) or path.name.startswith("."):
            continue
        try:
            contract = read_contract(path.read_bytes(), str(path))
        except (ContractError, OSError):
            contracts.pop(path.name.partition(".")[0], None)
        else:
            contracts[contract.log] = contract
    return contracts

"""Errors as people see them: one line on stderr and an exit code, never a traceback.

Belongs here: which errors are expected, and where the details of the others go.
"""

import errno
import logging
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

import typer

from orchestration.lock import LockedError
from orchestration.result import EXIT_ERROR, EXIT_LOCKED

INTERRUPTED = 130
_NO_ROOM = (
    "。ディスクの空きを増やしてから、もう一度実行してください。"
    " Make room on the disk, then run again; what is published stays as it was."
)
_NO_RIGHT = (
    "。このフォルダーに書き込めるようにしてから、もう一度実行してください。"
    " Give this user the right to write there, then run again; what is published stays as it was."
)
DISK = {
    errno.ENOSPC: _NO_ROOM,
    errno.EDQUOT: _NO_ROOM,
    errno.EROFS: _NO_RIGHT,
    errno.EACCES: _NO_RIGHT,
    errno.EPERM: _NO_RIGHT,
}
"""What to do about errors of the disk."""


@contextmanager
def friendly_exit() -> Iterator[None]:
    """End the process with one line for whatever goes wrong inside the block."""
    try:
        yield
    except SystemExit:
        raise  # before the clause below, which imports rooms to know their errors
    except LockedError as error:
        _leave(str(error), EXIT_LOCKED)
    except KeyboardInterrupt:
        _leave("interrupted; what is published stays as it was", INTERRUPTED)
    except OSError as error:
        _leave(f"{one_line(error)}{DISK.get(error.errno or 0, '')}", EXIT_ERROR)
    except expected_errors() as error:
        _leave(one_line(error), EXIT_ERROR)
    except Exception as error:
        logger, path = _details_log()
        logger.exception("unexpected error")
        name = type(error).__name__
        _leave(f"unexpected {name}: {one_line(error)} (details for support: {path})", EXIT_ERROR)


def expected_errors() -> tuple[type[Exception], ...]:
    """Return the errors whose text is already one clear line; imported late, rarely needed."""
    from dbt_project.catalogue import CatalogueError
    from expectations.results import AuditError
    from ingest.contracts import ContractError
    from ingest.home import HomeError
    from ingest.withdrawal import WithdrawalError
    from orchestration.errors import FlowError
    from orchestration.publication import SnapshotError

    rooms = (HomeError, ContractError, WithdrawalError, CatalogueError, AuditError)
    return (*rooms, SnapshotError, FlowError, OSError)


def one_line(error: BaseException) -> str:
    """Return the text of an error without its line breaks."""
    return " ".join(str(error).split())


def _details_log() -> tuple[logging.Logger, str]:
    """Return a logger that writes to a file of its own, and the file's path."""
    with tempfile.NamedTemporaryFile(prefix="fais-error-", suffix=".txt", delete=False) as file:
        path = file.name
    logger = logging.getLogger("fais.details")
    logger.addHandler(logging.FileHandler(path, encoding="utf-8"))
    logger.propagate = False
    return logger, path


def _leave(line: str, code: int) -> NoReturn:
    typer.echo(f"fais: {line}", err=True)
    raise SystemExit(code)

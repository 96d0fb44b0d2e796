"""Where the workers of one test session keep what they make once for all."""

from pathlib import Path

import pytest


def session_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The temporary folder that all workers of this session see."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if own.name.startswith("popen-") else own

"""How an unexpected row is told to people: its values under Japanese names, blanks left out.

Belongs here: that sentence. The names are data (labels.yaml).
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

import yaml


def told(row: Mapping[str, Any]) -> str:
    """Return a row's values in their order, each after the name of its column."""
    names = _names()
    values = {names.get(key, key): value for key, value in row.items() if value is not None}
    return "、".join(f"{name}={value}" for name, value in values.items())


@cache
def _names() -> Mapping[str, str]:
    file = resources.files("expectations") / "labels.yaml"
    names: Mapping[str, str] = yaml.safe_load(file.read_text(encoding="utf-8"))
    return names

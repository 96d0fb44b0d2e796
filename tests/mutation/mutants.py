"""Small faults in SQL: one changed word or sign in one line, as a tired person would type it.

Belongs here: which changes there are, and drawing some of them by a fixed seed. Not here: what
finds them (test_mutants).
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CHANGES: tuple[tuple[str, str], ...] = (
    (r" >= ", " > "),
    (r" <= ", " < "),
    (r" > ", " >= "),
    (r" < ", " <= "),
    (r" <> ", " = "),
    (r"(?<!\bon )(?<=\w) = (?=['\d])", " <> "),
    (r"\band\b(?! \d)", "or"),
    (r"\bor\b", "and"),
    (r" \+ ", " - "),
    (r" - (?!interval)", " + "),
    (r" \* ", " + "),
    (r" / ", " * "),
    (r"\bleft join\b", "inner join"),
    (r"\binner join\b", "left join"),
    (r"\bis not null\b", "is null"),
    (r"\bis null\b", "is not null"),
    (r"\bnot in\b", "in"),
    (r"(?<!not) in \(", " not in ("),
    (r"\btrue\b", "false"),
    (r"\bfalse\b", "true"),
    (r"\bsum\(", "max("),
    (r"\bmax\(", "min("),
    (r"\bmin\(", "max("),
    (r"\bleast\(", "greatest("),
    (r"\bgreatest\(", "least("),
    (r"\barg_max\(", "arg_min("),
    (r"\bbool_or\(", "bool_and("),
    (r"\bbool_and\(", "bool_or("),
    (r"\bcount\(distinct ", "count("),
    (r"\bselect distinct\b", "select"),
    (r"\bis distinct from\b", "is not distinct from"),
    (r"\bis not distinct from\b", "is distinct from"),
    (r"\bdesc\b", "asc"),
    (r"\blag\(", "lead("),
    (r"(?<![\w.'])1(?![\w.'])", "2"),
    (r"(?<![\w.'])0(?![\w.'])", "1"),
    (r"^where\b", "where true or"),
)
"""Pattern and replacement; applied to one place of one line."""

_NO_CODE = re.compile(r"^\s*(?:--|\{[%#]|$)")


@dataclass(frozen=True)
class Mutant:
    """One changed line of one model."""

    path: str
    """Below the models folder."""
    line: int
    before: str
    after: str

    def __str__(self) -> str:
        """Name the place and the change."""
        return f"{self.path}:{self.line}: {self.before.strip()} → {self.after.strip()}"

    def lot(self, seed: int) -> str:
        """Where the mutant stands in a seed's draw, wherever in its model the line is."""
        name = f"{seed} {self.path} {self.before} {self.after}"
        return hashlib.sha256(name.encode()).hexdigest()

    def applied_to(self, text: str) -> str:
        """Return the model's text with the changed line."""
        lines = text.split("\n")
        assert lines[self.line - 1] == self.before
        lines[self.line - 1] = self.after
        return "\n".join(lines)


def draw(models: Path, folders: tuple[str, ...], count: int, seed: int) -> list[Mutant]:
    """Return that many mutants, at most one for a line, the same for the same seed.

    Every mutant has its own lot: a line that changes takes nobody else out of the draw.
    """
    paths = sorted(path for folder in folders for path in (models / folder).glob("*.sql"))
    mutants = [mutant for path in paths for mutant in _mutants(path, models)]
    drawn: dict[tuple[str, int], Mutant] = {}
    for mutant in sorted(mutants, key=lambda mutant: mutant.lot(seed)):
        drawn.setdefault((mutant.path, mutant.line), mutant)
    return list(drawn.values())[:count]


def _mutants(path: Path, models: Path) -> Iterator[Mutant]:
    name = path.relative_to(models).as_posix()
    for number, text in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if _NO_CODE.match(text):
            continue
        for pattern, replacement in CHANGES:
            for found in re.finditer(pattern, text):
                if _is_inside_template(text, found.start()):
                    continue
                changed = text[: found.start()] + replacement + text[found.end() :]
                yield Mutant(name, number, text, changed)


def _is_inside_template(text: str, position: int) -> bool:
    return text.rfind("{{", 0, position) > text.rfind("}}", 0, position)

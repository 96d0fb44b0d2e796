"""A YAML file that knows on which line everything stands, so that errors can say where.

Here belongs: parsing, and naming the line of a path. Not here: what the file means.
"""

from __future__ import annotations

from typing import Any

import yaml

Path = tuple[str | int, ...]
"""Keys and positions that lead from the top of a file to a value."""


class YamlError(Exception):
    """One line: file, line, what is wrong."""


class YamlFile:
    """The values of one file (`raw`) and errors that name their lines."""

    def __init__(self, content: bytes, name: str) -> None:
        """Parse; `name` is how errors call the file. Raises YamlError when it is no YAML."""
        self._name = name
        self._tree, self.raw = self._parse(content)

    def _parse(self, content: bytes) -> tuple[yaml.Node | None, Any]:
        try:
            loader = yaml.CSafeLoader(content.decode("utf-8-sig"))
            node = loader.get_single_node()
            return node, loader.construct_document(node) if node is not None else None
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            raise self._error(line, "the file is not UTF-8; save it as UTF-8") from None
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise self._error(line, f"not valid YAML ({error.problem})") from None
        except yaml.YAMLError as error:
            raise self._error(1, f"not valid YAML ({error})") from None

    def _error(self, line: int, problem: str) -> YamlError:
        return YamlError(f"{self._name}, line {line}: {problem}")

    def fail(self, path: Path, problem: str) -> YamlError:
        """Return the error for what stands at a path, or for the last step of it that exists."""
        line, node = 1, self._tree
        for step in path:
            following = _child(node, step)
            if following is None:
                break
            line, node = following
        return self._error(line, problem)

    def at(self, path: Path) -> Any:
        """Return the value at a path that exists."""
        value = self.raw
        for step in path:
            value = value[step]
        return value


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == step:
                return key.start_mark.line + 1, value
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line + 1, item
    return None

"""YAML files as mappings which know the lines of their keys.

libyaml parses: a plant of thousands of lines loads in well under a second.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from yaml.constructor import ConstructorError

from twin_schemas.plant.problems import Problem

Read = Callable[[Path, list[Problem]], Any]
"""Reads one file and notes the problems with it."""
REMEMBERED = 128
"""Texts that `read_again` knows: two versions of each file of a plant of 30 areas."""

SAFE_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""libyaml's, where it is there; makes plain Python values only."""


class Lines(dict[str, Any]):
    """A mapping with the line of each of its keys, counted from one."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, int] = {}


class _Loader(SAFE_LOADER):  # type: ignore[misc]  # chosen when it runs: libyaml may be absent
    """Makes a `Lines` of every mapping; refuses a key that is there twice."""

    def lined(self, node: Any) -> Lines:
        """Builds one mapping."""
        found = Lines()
        for key_node, value_node in node.value:
            key = str(self.construct_object(key_node))
            if key in found:
                what = f"'{key}' is there twice, first in line {found.lines[key]}"
                raise ConstructorError(None, None, what, key_node.start_mark)
            found[key] = self.construct_object(value_node, deep=True)
            found.lines[key] = key_node.start_mark.line + 1
        return found


_Loader.add_constructor("tag:yaml.org,2002:map", _Loader.lined)


def read_yaml(path: Path, problems: list[Problem]) -> Any:
    """Returns what a file holds; an empty mapping, with a problem noted, if it can not be read."""
    try:
        return read_yaml_text(path.read_text("utf-8"), path.name, problems)
    except OSError as error:
        what = f"can not be read: {error.strerror}"
        problems.append(Problem(file=path.name, line=1, what=what, remedy="check the path"))
    except UnicodeDecodeError as error:
        what = f"is not text in UTF-8: {error.reason}"
        problems.append(Problem(file=path.name, line=1, what=what, remedy="save it as UTF-8"))
    return {}


def read_yaml_text(text: str, file: str, problems: list[Problem]) -> Any:
    """The same of a text; `file` is what problems call it."""
    try:
        return yaml.load(text, _Loader)  # noqa: S506  # a safe loader's child
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        what = str(getattr(error, "problem", None) or error).splitlines()[0]
        problems.append(Problem(file=file, line=line, what=what, remedy="correct the YAML"))
    return {}


def read_again(path: Path, problems: list[Problem]) -> Any:
    """The same as `read_yaml`; a text that was read before is not parsed again.

    What is returned belongs to the caller, who may change it.
    """
    try:
        held, noted = _remembered(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError):
        return read_yaml(path, problems)
    problems.extend(noted)
    return pickle.loads(held)  # noqa: S301  # made below, from a safe loader's values


@lru_cache(maxsize=REMEMBERED)
def _remembered(text: str, file: str) -> tuple[bytes, tuple[Problem, ...]]:
    noted: list[Problem] = []
    return pickle.dumps(read_yaml_text(text, file, noted), pickle.HIGHEST_PROTOCOL), tuple(noted)

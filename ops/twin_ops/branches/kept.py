"""Branches of an instance, a file each."""

from __future__ import annotations

import json
import re
from dataclasses import MISSING, asdict, fields
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from twin_ops.branches.branch import Branch, NoBranch
from twin_ops.errors import Usage
from twin_ops.secret_file import write_secret

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_FIELDS = {field.name for field in fields(Branch)}
_NEEDED = {field.name for field in fields(Branch) if field.default is MISSING}
_PARTS = {"at", "run_id", "for_s", "set", "times", "tags", "alarms", "interlocks"}
_EVENTS = {"caused", "averted", "anyway"}


class KeptBranches:
    """Keeps branches in a folder; who may read the history may read them.

    Args:
        folder: Need not be there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def free(self, name: str, *, replace: bool = False) -> str:
        """The name, if a branch can be kept under it.

        Raises:
            Usage: It is none, or is taken.
        """
        if not _NAME.fullmatch(name):
            raise Usage(f"{name!r} is no name; letters, digits, `.`, `_` and `-`, at most 64")
        if self._file(name).exists() and not replace:
            raise Usage(f"there is a branch {name}; take another name, or --replace it")
        return name

    def keep(
        self, name: str, answer: dict[str, Any], *, replace: bool = False, author: str = ""
    ) -> Branch:
        """Keeps an answer; a crash leaves it whole or not there.

        Raises:
            Usage: The name is none, or is taken; or the disk does not take it.
        """
        branch = Branch(
            name=self.free(name, replace=replace),
            created=datetime.now(UTC).isoformat("T", "seconds"),
            version=version("twinbus"),
            answer=answer,
            author=author,
        )
        try:
            write_secret(self._file(name), json.dumps(asdict(branch)))
        except OSError as error:
            raise Usage(f"{self._file(name)} can not be written: {error}") from error
        return branch

    def names(self) -> list[str]:
        """All, in the order of the alphabet."""
        return sorted(file.stem for file in self._folder.glob("*.json"))

    def get(self, name: str) -> Branch:
        """The branch of a name.

        Raises:
            NoBranch: There is none; names those there are.
            Usage: Its file is broken.
        """
        if not _NAME.fullmatch(name) or not self._file(name).exists():
            there = ", ".join(self.names()) or "none; `twin whatif --keep NAME` makes one"
            raise NoBranch(f"there is no branch {name}; there are: {there}")
        try:
            found = json.loads(self._file(name).read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise self._broken(name, str(error)) from error
        if not isinstance(found, dict) or _NEEDED - found.keys():
            raise self._broken(name, "it is no branch")
        if not _is_whole(found["answer"]):
            raise self._broken(name, "its answer is not whole")
        return Branch(**{key: found[key] for key in _FIELDS & found.keys()})

    def delete(self, name: str) -> Branch | None:
        """Forgets a branch and returns what it was; None if its file was broken.

        Raises:
            NoBranch: There is none.
        """
        try:
            branch: Branch | None = self.get(name)
        except NoBranch:
            raise
        except Usage:
            branch = None
        self._file(name).unlink()
        return branch

    def _file(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def _broken(self, name: str, why: str) -> Usage:
        remedy = f"`twin branch delete {name}` takes it away"
        return Usage(f"{self._file(name)} can not be read: {why}; {remedy}")


def _is_whole(answer: object) -> bool:
    if not isinstance(answer, dict) or _PARTS - answer.keys():
        return False
    told = [answer[kind] for kind in ("alarms", "interlocks")]
    return all(isinstance(events, dict) and not _EVENTS - events.keys() for events in told)

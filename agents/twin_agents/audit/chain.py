"""The chain of the audit log: how an entry is hashed, and what is wrong with a chain."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from twin_schemas.messages import AuditEntry

FIRST_HASH = "0" * 64


@dataclass(frozen=True)
class Link:
    """An entry's place in the chain; the last one's is the head, which pins the whole log."""

    sequence: int = 0
    hash: str = FIRST_HASH

    def __str__(self) -> str:
        return f"{self.sequence}:{self.hash}"


@dataclass(frozen=True)
class Fault:
    """What is wrong at one place.

    Attributes:
        position: The entry's place in what was read, from 1.
        kind: `changed`, `missing`, `out of order` or `cut off`.
        what: The same in words.
    """

    position: int
    kind: str
    what: str


def chained(fields: dict[str, object], previous_hash: str) -> str:
    """Hash of an audit entry: SHA-256 of its canonical JSON together with the hash before."""
    text = json.dumps(fields | {"previous_hash": previous_hash}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()


class Check:
    """Follows a chain from its first entry and notes what is wrong with it.

    A chain alone can not show that its newest entries are gone: compare `head` with one that was
    written down before, see `require`.
    """

    def __init__(self) -> None:
        self.head = Link()
        self.count = 0
        self._seen = {Link()}

    def faults(self, entries: Iterable[AuditEntry]) -> Iterator[Fault]:
        """Yields what is wrong; an entry that was published twice is no fault."""
        for entry in entries:
            self.count += 1
            if Link(entry.sequence, entry.hash) in self._seen:
                continue
            if kind := self._kind(entry):
                yield Fault(self.count, kind, self._words(kind, entry))
            if entry.sequence > self.head.sequence:
                self.head = Link(entry.sequence, entry.hash)
            self._seen.add(Link(entry.sequence, entry.hash))

    def require(self, known: Link) -> Iterator[Fault]:
        """Yields a fault if an entry that is known to have been written is not there."""
        if known not in self._seen:
            words = f"the log ends at entry {self.head.sequence} and has no entry {known}"
            yield Fault(self.count, "cut off", words)

    def _kind(self, entry: AuditEntry) -> str:
        fields: dict[str, object] = asdict(entry)
        given, before = str(fields.pop("hash")), str(fields.pop("previous_hash"))
        if given != chained(fields, before):
            return "changed"
        if entry.sequence <= self.head.sequence:
            return "out of order"
        follows = (entry.sequence - 1, before) == (self.head.sequence, self.head.hash)
        return "" if follows else "missing"

    def _words(self, kind: str, entry: AuditEntry) -> str:
        last = self.head.sequence
        return {
            "changed": f"entry {entry.sequence} is not what its hash says",
            "missing": f"entry {entry.sequence} does not follow entry {last}: the one before it"
            " was removed or exchanged",
            "out of order": f"entry {entry.sequence} comes after entry {last}",
        }[kind]

"""The newest entries of the audit log, as clients see them."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import islice
from typing import Any

from twin_agents.exchange.value_text import iso
from twin_schemas.messages import AuditEntry

_KEPT = 20_000


@dataclass(frozen=True, kw_only=True)
class AuditSearch:
    """Which entries are asked for; patterns have `*` and `?`.

    Attributes:
        before: Only entries with a lower sequence; 0 for the newest.
    """

    actor: str = "*"
    action: str = "*"
    subject: str = "*"
    before: int = 0

    def has(self, entry: AuditEntry) -> bool:
        """Whether an entry is one of them."""
        pairs = (
            (entry.actor, self.actor),
            (entry.action, self.action),
            (entry.subject, self.subject),
        )
        is_before = not self.before or entry.sequence < self.before
        return is_before and all(fnmatchcase(text, pattern) for text, pattern in pairs)


@dataclass
class AuditBoard:
    """The last entries in their order.

    Attributes:
        breaks: How many entries did not follow the one before them. Whether an entry is what its
            hash says, `twin audit verify` tells.
    """

    breaks: int = field(default=0, init=False)
    _entries: deque[AuditEntry] = field(default_factory=lambda: deque(maxlen=_KEPT), init=False)

    def take(self, entry: AuditEntry) -> None:
        """Takes an entry; one that is delivered again is not taken twice."""
        last = self._entries[-1] if self._entries else None
        if last is not None and entry.sequence <= last.sequence:
            return
        if last is not None:
            follows = (last.sequence + 1, last.hash) == (entry.sequence, entry.previous_hash)
            self.breaks += not follows
        self._entries.append(entry)

    def shown(self, wanted: AuditSearch, limit: int) -> dict[str, Any]:
        """The newest entries that are wanted, newest first, and what is known of the whole."""
        found = islice(self._found(wanted), limit)
        last = self._entries[-1] if self._entries else None
        return {
            "entries": [_shown(entry) for entry in found],
            "head": f"{last.sequence}:{last.hash}" if last else None,
            "breaks": self.breaks,
        }

    def _found(self, wanted: AuditSearch) -> Iterator[AuditEntry]:
        return (entry for entry in reversed(self._entries) if wanted.has(entry))


def _shown(entry: AuditEntry) -> dict[str, Any]:
    return {
        "sequence": entry.sequence,
        "time": iso(entry.time_ns),
        "actor": entry.actor,
        "action": entry.action,
        "subject": entry.subject,
        "detail": entry.detail,
        "hash": entry.hash,
    }

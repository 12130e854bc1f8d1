"""Sessions that have begun and not ended."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from twin_schemas.access_events import SessionChanged


@dataclass
class SessionBook:
    """Sessions whose tokens have not expired, and those that were ended before they did.

    Sessions of the command line's own tokens are not in it: nobody logged in for them.
    """

    _open: dict[str, SessionChanged] = field(default_factory=dict, init=False)
    _ended: dict[str, int] = field(default_factory=dict, init=False)

    def take(self, changed: SessionChanged, now_ns: int) -> None:
        """Notes a change; forgets sessions whose tokens have expired."""
        if changed.change == "ended":
            self._open.pop(changed.session, None)
            self._ended[changed.session] = changed.expires_ns
        elif changed.session not in self._ended:
            began = self._open.get(changed.session, changed)
            self._open[changed.session] = replace(began, expires_ns=changed.expires_ns)
        self._open = {k: s for k, s in self._open.items() if s.expires_ns > now_ns}
        self._ended = {k: end for k, end in self._ended.items() if end > now_ns}

    def is_ended(self, session: str) -> bool:
        """Whether it was ended before its tokens expire."""
        return session in self._ended

    def open(self, user: str = "") -> list[SessionChanged]:
        """How the open sessions began, with when they will have expired; of one user or of all."""
        return [one for one in self._open.values() if user in {"", one.user}]

    def session(self, identity: str) -> SessionChanged | None:
        """The open session of this identity; None if there is none."""
        return self._open.get(identity)

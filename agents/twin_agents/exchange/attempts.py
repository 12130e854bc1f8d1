"""Failed logins, counted so that passwords can not be tried one after the other."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field

_WINDOW_NS = 300 * 10**9
_OF_ONE_USER = 5  # from one client
_OF_ONE_CLIENT = 20  # whatever the user's name
_MOST_CLIENTS = 10_000

_Key = tuple[str, ...]


@dataclass
class FailedLogins:
    """The failed logins of the last five minutes, by client and by client and user.

    One client can not lock a user out elsewhere.
    """

    _times: dict[_Key, deque[int]] = field(default_factory=dict)

    def wait_s(self, client: str, user: str, now_ns: int) -> int:
        """Seconds until this client may try this user again; 0 if it may now."""
        limits = (((client,), _OF_ONE_CLIENT), ((client, user), _OF_ONE_USER))
        return max(self._wait_s(key, limit, now_ns) for key, limit in limits)

    def _wait_s(self, key: _Key, limit: int, now_ns: int) -> int:
        times = self._times.get(key, deque())
        while times and times[0] <= now_ns - _WINDOW_NS:
            times.popleft()
        if len(times) < limit:
            return 0
        return math.ceil((times[-limit] + _WINDOW_NS - now_ns) / 1e9)

    def failed(self, client: str, user: str, now_ns: int) -> None:
        """Counts a failed login."""
        for key in ((client,), (client, user)):
            self._times.setdefault(key, deque(maxlen=_OF_ONE_CLIENT)).append(now_ns)
        while len(self._times) > _MOST_CLIENTS:
            del self._times[next(iter(self._times))]

    def succeeded(self, client: str, user: str) -> None:
        """Forgets the failed logins of a user who has proved to be the one."""
        self._times.pop((client, user), None)

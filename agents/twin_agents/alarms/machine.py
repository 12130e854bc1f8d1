"""One alarm in the states of ISA-18.2: no bus, no clock."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from twin_schemas.alarms import AlarmDefinition
from twin_schemas.vocabulary import HIDDEN_STATES, AlarmChange, AlarmState


@dataclass
class Alarm:
    """Follows the values of one limit; each method gives the transition it makes, if any.

    All times are nanoseconds of one clock: of the measurements, and of the timer between them.

    Attributes:
        point: What it watches, as it is tuned now.
        described: The same as the plant description has it.
        state: What operators see.
        active: Whether the value is beyond the limit, after delay and deadband.
        occurrence: Grows each time it is raised.
        raised_ns: Since when it has been raised; 0 if it is not.
        until_ns: When it comes off the shelf; 0 unless it is shelved.
        value: Last good value.
        sequence: Counts its transitions.
        changed_ns: When the last one was.
    """

    point: AlarmDefinition
    state: AlarmState = "normal"
    active: bool = False
    occurrence: int = 0
    raised_ns: int = 0
    until_ns: int = 0
    value: float = math.nan
    sequence: int = 0
    changed_ns: int = 0
    described: AlarmDefinition = field(init=False)
    _since_ns: int | None = field(default=None, init=False)
    _seen_ns: int = field(default=0, init=False)
    _blind: bool = field(default=True, init=False)

    def __post_init__(self) -> None:
        self.described = self.point

    @property
    def waits(self) -> bool:
        """Whether time alone may change it."""
        return self._since_ns is not None or self.state in {"shelved", "suppressed"}

    @property
    def beyond(self) -> bool:
        """Whether the value is beyond the limit, though the delay may not be over yet."""
        return self.active or self._since_ns is not None

    def observe(self, value: float, time_ns: int, *, told: bool = False) -> AlarmChange | None:
        """Takes a good value; what another alarm tells already is not beyond the limit here."""
        self.value, self._seen_ns, self._blind = value, time_ns, False
        clear = told or self.point.is_clear(value)
        beyond = not told and self.point.is_beyond(value)
        if not (clear if self.active else beyond):
            self._since_ns = None
            return None
        if self._since_ns is None:
            self._since_ns = time_ns
        return self._settle(time_ns)

    def lose_sight(self) -> None:
        """Takes a value that is not good: it neither raises nor returns the alarm.

        The time beyond the limit goes on counting with the next good value, but of the model,
        which may have lost its way meanwhile. The time behind it begins anew, so that what nobody
        saw is never taken for normal.
        """
        self._blind = True
        if self.active or self.point.basis == "residual":
            self._since_ns = None

    def pass_time(self, now_ns: int) -> AlarmChange | None:
        """Ends delays and shelving that are over."""
        if now_ns - self._seen_ns > self.point.stale_ns:
            self.lose_sight()
        change = self._settle(now_ns)
        if self.state == "shelved" and now_ns >= self.until_ns:
            return self.unshelve(now_ns)
        return change

    def acknowledge(self, occurrence: int) -> AlarmChange | None:
        """Takes note that somebody has seen this occurrence; another one has no effect."""
        if occurrence != self.occurrence or self.state not in {"unacknowledged", "returned"}:
            return None
        gone: AlarmState = "latched" if self.point.latch else "normal"
        self.state = "acknowledged" if self.active else gone
        self.raised_ns = 0 if self.state == "normal" else self.raised_ns
        return "acknowledged"

    def reset(self) -> AlarmChange | None:
        """Lets go of what has returned and is acknowledged, and stayed because it latches."""
        if self.state != "latched":
            return None
        self.state, self.raised_ns = "normal", 0
        return "reset"

    def tune(self, point: AlarmDefinition) -> AlarmChange | None:
        """Goes on with other settings; a delay that runs begins anew."""
        if point == self.point:
            return None
        self.point, self._since_ns = point, None
        return "untuned" if point == self.described else "tuned"

    def shelve(self, until_ns: int) -> AlarmChange | None:
        """Takes the alarm out of sight until a time; it is watched on."""
        if self.state == "out_of_service":
            return None
        self._hide("shelved", until_ns)
        return "shelved"

    def unshelve(self, now_ns: int) -> AlarmChange | None:
        """Brings it back: as a new occurrence that nobody has acknowledged, if it is active."""
        return self._show("shelved", "unshelved", now_ns)

    def suppress(self) -> AlarmChange | None:
        """Takes it out of sight by design: what it tells follows from what is known already."""
        if self.state in HIDDEN_STATES:
            return None
        self._hide("suppressed")
        return "suppressed"

    def unsuppress(self, now_ns: int) -> AlarmChange | None:
        """Brings it back as `unshelve` does."""
        return self._show("suppressed", "unsuppressed", now_ns)

    def remove_from_service(self) -> AlarmChange | None:
        """Takes it out of sight until somebody returns it to service."""
        if self.state == "out_of_service":
            return None
        self._hide("out_of_service")
        return "removed_from_service"

    def return_to_service(self, now_ns: int) -> AlarmChange | None:
        """Brings it back as `unshelve` does."""
        return self._show("out_of_service", "returned_to_service", now_ns)

    def _hide(self, state: AlarmState, until_ns: int = 0) -> None:
        self.state, self.until_ns = state, until_ns
        self.raised_ns = self.raised_ns if self.active or self.point.latch else 0

    def _show(self, state: AlarmState, change: AlarmChange, now_ns: int) -> AlarmChange | None:
        if self.state != state:
            return None
        self.until_ns = 0
        self.state = "normal"
        if self.active or self.raised_ns:  # latched, or came and went out of sight and latches
            self._announce(now_ns)
            self.state = "unacknowledged" if self.active else "returned"
        return change

    def _settle(self, now_ns: int) -> AlarmChange | None:
        """Turns once its condition has lasted; out of sight without a word."""
        delay_ns = self.point.off_delay_ns if self.active else self.point.on_delay_ns
        if self._blind or self._since_ns is None or now_ns - self._since_ns < delay_ns:
            return None
        self._since_ns, self.active = None, not self.active
        if self.state in HIDDEN_STATES:
            if self.active or not self.point.latch:
                self.raised_ns = now_ns if self.active else 0
            return None
        if self.active:
            self.raised_ns = now_ns
            self._announce(now_ns)
            return "raised"
        gone: AlarmState = "latched" if self.point.latch else "normal"
        self.state = "returned" if self.state == "unacknowledged" else gone
        self.raised_ns = 0 if self.state == "normal" else self.raised_ns
        return "returned"

    def _announce(self, now_ns: int) -> None:
        self.state = "unacknowledged"
        self.occurrence += 1
        self.raised_ns = self.raised_ns or now_ns

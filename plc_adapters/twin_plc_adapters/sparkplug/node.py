"""What is known of one edge node, by its births, its data and its deaths."""

from __future__ import annotations

import logging
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from twin_plc_adapters.sparkplug.message import Metric, SparkplugMessage
from twin_plc_adapters.sparkplug.place import Kind

log = logging.getLogger(__name__)
_SEQUENCES = 256
_BD_SEQ = "bdSeq"


@dataclass(frozen=True)
class Born:
    """A node or a device has told which metrics it has; their values follow."""

    device: str


@dataclass(frozen=True)
class Told:
    """A value.

    Attributes:
        device: Its device; empty for the node's own.
        defined: What its birth says of it.
        metric: What was sent.
        sent_ns: When the message was sent; None if it does not say.
        is_birth: Whether it is in a birth, which tells present values however old they are.
    """

    device: str
    defined: Metric
    metric: Metric
    sent_ns: int | None
    is_birth: bool = False


@dataclass(frozen=True)
class Lost:
    """Nothing is known any more.

    Attributes:
        device: Of which device; None for the node with all its devices.
        reason: Why.
        time_ns: Since when; None for now.
    """

    device: str | None
    reason: str
    time_ns: int | None = None


Event = Born | Told | Lost


class EdgeNode:
    """Believes data only after a birth, in the order of their sequence numbers.

    Guarantees: a loss is told once; what is told after a loss comes from a birth that is newer
    than it.

    Args:
        name: For messages.
        devices: Devices whose values are wanted; empty text for the node's own.

    Attributes:
        wants_birth: Whether it has to be asked for its births.
        is_born: Whether its data are believed.
        last_ns: When its last message in the right order was sent; None for never.
    """

    def __init__(self, name: str, devices: Container[str]) -> None:
        self.wants_birth = True
        self.is_born = False
        self.last_ns: int | None = None
        self._name = name
        self._wanted = devices
        self._bd_seq: int | None = None
        self._seq = 0
        self._has_told_loss = False
        self._metrics: dict[str, dict[str, Metric]] = {}
        self._aliases: dict[int, tuple[str, Metric]] = {}
        self._unborn: set[str] = set()

    def defined(self, device: str, name: str) -> Metric | None:
        """What a metric's birth says of it; None if it has not been born, or is gone."""
        return self._metrics.get(device, {}).get(name)

    def take(self, kind: Kind, device: str, message: SparkplugMessage) -> Iterator[Event]:
        """Takes a message of the node or of one of its devices."""
        if kind == "NBIRTH":
            yield from self._begin(message)
        elif kind == "NDEATH":
            yield from self._end(message)
        elif not self.is_born:
            yield from self.doubt(f"{self._name} sent data before its birth")
        elif message.seq != (self._seq + 1) % _SEQUENCES:
            yield from self.doubt(self._gap(message.seq))
        else:
            self._seq = message.seq
            self._note_time(message)
            if device in self._wanted:
                yield from self._of_device(kind, device, message)

    def doubt(self, reason: str) -> Iterator[Event]:
        """Believes nothing any more until the next birth, and wants one."""
        self.wants_birth = True
        yield from self._lose(reason)

    def _lose(self, reason: str) -> Iterator[Event]:
        self.is_born = False
        self._metrics, self._aliases = {}, {}
        if not self._has_told_loss:
            self._has_told_loss = True
            yield Lost(None, reason)

    def _gap(self, seq: int | None) -> str:
        if seq is None:
            return f"gap: a message of {self._name} has no sequence number"
        missing = (seq - self._seq - 1) % _SEQUENCES
        return (
            f"gap: {self._name} sent number {seq} after {self._seq}, so {missing} of its messages "
            "are missing or out of order; it is asked for its births"
        )

    def _begin(self, message: SparkplugMessage) -> Iterator[Event]:
        if message.seq is None or message.seq >= _SEQUENCES:
            yield from self.doubt(f"the birth of {self._name} has no sequence number of 0 to 255")
            return
        self._metrics, self._aliases, self._unborn = {}, {}, set()
        self._bd_seq = _bd_seq(message.metrics)
        self._seq = message.seq
        self.wants_birth, self.is_born, self._has_told_loss = False, True, False
        self._note_time(message)
        yield from self._bear("", message)

    def _end(self, message: SparkplugMessage) -> Iterator[Event]:
        """Believes a death of this session, and none of an earlier one that comes late."""
        died = _bd_seq(message.metrics)
        if None not in {died, self._bd_seq} and died != self._bd_seq:
            log.info("%s: a death of session %s in session %s", self._name, died, self._bd_seq)
            return
        if self._bd_seq is not None:
            self.wants_birth = False  # it tells its births by itself when it is back
        yield from self._lose(f"{self._name} has left the broker (NDEATH)")

    def _note_time(self, message: SparkplugMessage) -> None:
        if message.time_ns is not None:
            self.last_ns = message.time_ns

    def _of_device(self, kind: Kind, device: str, message: SparkplugMessage) -> Iterator[Event]:
        if kind == "DBIRTH":
            yield from self._bear(device, message)
        elif kind == "DDEATH":
            reason = f"the device {device} of {self._name} is gone (DDEATH)"
            yield from self._lose_device(device, reason, message.time_ns)
        elif device not in self._metrics:
            self.wants_birth = True
            reason = f"the device {device} of {self._name} sent data before its birth"
            yield from self._lose_device(device, reason, message.time_ns)
        else:
            yield from self._data(device, message)

    def _lose_device(self, device: str, reason: str, time_ns: int | None) -> Iterator[Event]:
        self._forget(device)
        if device not in self._unborn:
            self._unborn.add(device)
            yield Lost(device, reason, time_ns)

    def _forget(self, device: str) -> None:
        self._metrics.pop(device, None)
        self._aliases = {a: found for a, found in self._aliases.items() if found[0] != device}

    def _bear(self, device: str, message: SparkplugMessage) -> Iterator[Event]:
        self._forget(device)
        twice = self._take_aliases(device, message.metrics)
        if twice is not None:
            reason = f"the birth of {self._name}/{device} gives the alias {twice} to two metrics"
            if device:
                yield from self._lose_device(device, reason, message.time_ns)
            else:
                yield from self.doubt(reason)
            return
        self._metrics[device] = {metric.name: metric for metric in message.metrics if metric.name}
        self._unborn.discard(device)
        yield Born(device)
        for metric in self._metrics[device].values():
            yield Told(device, metric, metric, message.time_ns, is_birth=True)

    def _take_aliases(self, device: str, metrics: Iterable[Metric]) -> int | None:
        """Remembers them; the one that is given twice in this node, or None."""
        for metric in metrics:
            if metric.alias is None:
                continue
            if metric.alias in self._aliases:
                return metric.alias
            self._aliases[metric.alias] = (device, metric)
        return None

    def _data(self, device: str, message: SparkplugMessage) -> Iterator[Event]:
        for metric in message.metrics:
            defined = self._named(device, metric)
            if defined is None:
                self.wants_birth = True
                log.info(
                    "%s/%s: %s is in no birth", self._name, device, metric.name or metric.alias
                )
            else:
                yield Told(device, defined, metric, message.time_ns)

    def _named(self, device: str, metric: Metric) -> Metric | None:
        if metric.alias is None:
            return self.defined(device, metric.name)
        owner, defined = self._aliases.get(metric.alias, (None, None))
        return defined if owner == device else None


def _bd_seq(metrics: Iterable[Metric]) -> int | None:
    """The number of a session, which its birth and its death have in common."""
    found = [metric.raw for metric in metrics if metric.name == _BD_SEQ]
    return found[0] if found and isinstance(found[0], int) else None

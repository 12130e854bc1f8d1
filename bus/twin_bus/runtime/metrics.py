"""Prometheus metrics of one agent process."""

from __future__ import annotations

from dataclasses import dataclass, field

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram


def _registry() -> CollectorRegistry:
    return CollectorRegistry()


@dataclass
class Metrics:
    """Counters that the runtime raises; exposed at `/metrics`."""

    registry: CollectorRegistry = field(default_factory=_registry)
    handled: Counter = field(init=False)
    published: Counter = field(init=False)
    rejected: Counter = field(init=False)
    retried: Counter = field(init=False)
    in_hand: Gauge = field(init=False)
    buffered: Gauge = field(init=False)
    dropped: Gauge = field(init=False)
    batch_seconds: Histogram = field(init=False)
    snapshots: Counter = field(init=False)
    snapshots_refused: Counter = field(init=False)

    def __post_init__(self) -> None:
        r = self.registry
        self.handled = Counter("twin_messages_handled", "Messages handled", registry=r)
        self.published = Counter("twin_messages_published", "Messages published", registry=r)
        self.rejected = Counter("twin_messages_rejected", "Messages rejected", registry=r)
        self.retried = Counter("twin_publish_retries", "Failed attempts to publish", registry=r)
        self.in_hand = Gauge("twin_messages_in_hand", "Taken and not acknowledged", registry=r)
        self.buffered = Gauge("twin_outbox_buffered", "Records waiting for the bus", registry=r)
        self.dropped = Gauge("twin_outbox_dropped", "Records lost, buffer full", registry=r)
        self.batch_seconds = Histogram("twin_batch_seconds", "Time per batch", registry=r)
        self.snapshots = Counter("twin_snapshots", "Snapshots published", registry=r)
        self.snapshots_refused = Counter(
            "twin_snapshots_refused", "Snapshots that do not fit", registry=r
        )


def count(counter: Counter | Gauge) -> int:
    """Present value of an unlabelled counter or gauge."""
    return int(next(s.value for s in next(iter(counter.collect())).samples))

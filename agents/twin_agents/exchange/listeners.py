"""Those who listen to the exchange's stream."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from twin_agents.exchange.stream import Subscriber


@dataclass
class Listeners:
    """Clients whose streams are open.

    Attributes:
        subscribers: One for each stream.
        gone: What clients that have left did not see.
    """

    subscribers: list[Subscriber] = field(default_factory=list, init=False)
    gone: Counter[str] = field(default_factory=Counter, init=False)

    def leave(self, subscriber: Subscriber) -> None:
        """Ends a client's stream; what it did not see stays counted."""
        self.subscribers.remove(subscriber)
        subscriber.leave()
        self.gone.update(conflated=subscriber.conflated, lost_events=subscriber.lost_events)

    def _signal(self, message: Mapping[str, Any], subject: str = "") -> None:
        """Tells everybody who listens and may know."""
        text = json.dumps(message) if self.subscribers else ""
        judged: dict[str, bool] = {}
        for subscriber in self.subscribers:
            if (user := subscriber.user) not in judged:
                judged[user] = subscriber.may_have(message["type"], subject)
            if judged[user]:
                subscriber.queue(text)

    def _wake_all(self) -> None:
        for subscriber in self.subscribers:
            subscriber.notify()

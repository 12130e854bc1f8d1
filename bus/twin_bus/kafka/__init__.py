"""The bus on Apache Kafka: FastStream reads, aiokafka writes.

`KafkaBus` is imported when it is asked for: FastStream takes a third of a second, and a command
line that only looks at topics does without.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from twin_bus.kafka.connection import KafkaConnection
from twin_bus.kafka.open_topics import KafkaOpenTopics

if TYPE_CHECKING:
    from twin_bus.kafka.bus import BATCH_RECORDS, KafkaBus

__all__ = ["BATCH_RECORDS", "KafkaBus", "KafkaConnection", "KafkaOpenTopics"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        return getattr(import_module("twin_bus.kafka.bus"), name)
    raise AttributeError(f"module {__name__} has no attribute {name}")

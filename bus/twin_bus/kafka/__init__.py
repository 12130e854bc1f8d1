"""The bus on Apache Kafka: FastStream reads, aiokafka writes."""

from twin_bus.kafka.bus import BATCH_RECORDS, KafkaBus
from twin_bus.kafka.connection import KafkaConnection
from twin_bus.kafka.open_topics import KafkaOpenTopics

__all__ = ["BATCH_RECORDS", "KafkaBus", "KafkaConnection", "KafkaOpenTopics"]

"""The bus on Apache Kafka: FastStream reads, aiokafka writes."""

from twin_bus.kafka.bus import KafkaBus

__all__ = ["KafkaBus"]

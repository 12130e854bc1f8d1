"""What processes of a measurement have in common, apart from any instance of the user's."""

from __future__ import annotations

import os

import psutil

from twin_bus.kafka import KafkaConnection
from twin_ops.ports import free_base


def environment_of(kafka: KafkaConnection, home: str) -> dict[str, str]:
    """Settings of an instance of its own, on free ports, whatever the user's are.

    Args:
        kafka: A broker of its own.
        home: Empty folder.
    """
    others = ("REGISTRY", "HOST", "TLS", "KAFKA_CREDENTIALS", "KAFKA_CA", "OPCUA")
    return os.environ | {
        "TWIN_HOME": home,
        "TWIN_PORT_BASE": str(free_base()),
        "TWIN_KAFKA": kafka.servers,
        **{f"TWIN_{name}": "" for name in others},
    }


def cpu_s(process: psutil.Process) -> float:
    """Time of a core that it had so far, in seconds."""
    times = process.cpu_times()
    return float(times.user + times.system)

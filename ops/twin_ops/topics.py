"""Topics from the contracts."""

from __future__ import annotations

from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from twin_bus.errors import BusUnavailable
from twin_bus.kafka import KafkaConnection
from twin_schemas.messages import CONTRACTS
from twin_schemas.record import Contract

_HOUR_MS = 3_600_000
_RETENTION_HOURS = {"audit": -1, "diagrams": -1, "control": 24 * 90, "alarms": 24 * 90}
_COPIES = 3
_DEFAULT_RETENTION_HOURS = 24 * 7


def topic_configuration(contract: Contract) -> dict[str, str]:
    """Kafka's settings for a contract's topic: what is kept, and for how long."""
    if contract.compacted:
        return {"cleanup.policy": "compact", "segment.ms": str(_HOUR_MS)}
    hours = _RETENTION_HOURS.get(contract.subject.split(".")[0], _DEFAULT_RETENTION_HOURS)
    return {"retention.ms": str(hours * _HOUR_MS if hours > 0 else -1)}


async def ensure_topics(connection: KafkaConnection, *, partitions: int = 1) -> None:
    """Creates the topics that are not there yet.

    Raises:
        BusUnavailable: If the broker does not answer or refuses a topic.
    """
    admin = AIOKafkaAdminClient(**connection.options())
    try:
        await admin.start()
        there = set(await admin.list_topics())
        wanted = [
            NewTopic(
                c.contract.topic,
                partitions,
                await replication(admin),
                topic_configs=topic_configuration(c.contract),
            )
            for c in CONTRACTS
            if c.contract.topic not in there
        ]
        if wanted:
            _check(await admin.create_topics(wanted))
    except (KafkaError, OSError) as error:
        raise BusUnavailable(f"Kafka {connection} cannot make the topics: {error!r}") from error
    finally:
        await admin.close()


async def replication(admin: AIOKafkaAdminClient) -> int:
    """Copies of each partition: three where the cluster has as many brokers."""
    brokers = (await admin.describe_cluster())["brokers"]
    return min(_COPIES, len(brokers))


def _check(response: object) -> None:
    for topic, code, *_ in response.topic_errors:  # type: ignore[attr-defined]
        error = for_code(code)
        if code and error is not TopicAlreadyExistsError:
            raise error(topic)

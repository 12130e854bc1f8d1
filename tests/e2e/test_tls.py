"""An instance with TLS: screen, registry, Kafka, health pages and the command line."""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator

import httpx
import pytest
from confluent_kafka import KafkaException
from confluent_kafka.admin import AdminClient
from tests.conftest import free_base
from tests.e2e.conftest import SMALL, RunningTwin

from twin_ops.errors import UNREACHABLE
from twin_ops.kafka.credentials import kafka_as, passwords_of
from twin_ops.kafka.grants import COMMAND_LINE, principal_of
from twin_ops.settings import Settings, load_settings

pytestmark = pytest.mark.e2e


@pytest.fixture(scope="module")
def guarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningTwin]:
    """One area of the plant, with TLS."""
    twin = RunningTwin(tmp_path_factory.mktemp("tls"), free_base())
    twin.environment |= {"TWIN_TLS": "on", "TWIN_PLANT": str(SMALL)}
    twin.up()
    yield twin
    assert twin("down").returncode == 0


@pytest.fixture
def settings(guarded: RunningTwin) -> Settings:
    return load_settings(guarded.environment)


def _urls(settings: Settings) -> list[str]:
    return [
        f"{settings.exchange_url}/",
        f"{settings.registry_url}/subjects",
        f"{settings.health_url(0)}/healthz",
    ]


def test_an_instance_with_tls_answers_only_who_trusts_its_authority(settings: Settings):
    trusting = ssl.create_default_context(cafile=settings.authority)
    for url in _urls(settings):
        assert httpx.get(url, verify=trusting, trust_env=False).status_code == 200, url
        with pytest.raises(httpx.ConnectError, match="CERTIFICATE_VERIFY_FAILED"):
            httpx.get(url, trust_env=False)
        with pytest.raises(httpx.TransportError):
            httpx.get(url.replace("https", "http"), trust_env=False)


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_both_present_versions_of_tls_are_spoken(settings: Settings, version: ssl.TLSVersion):
    context = ssl.create_default_context(cafile=settings.authority)
    context.minimum_version = context.maximum_version = version
    assert httpx.get(settings.exchange_url, verify=context, trust_env=False).status_code == 200


def test_kafka_is_reached_with_tls_and_not_without(settings: Settings):
    known = kafka_as(settings, principal_of(COMMAND_LINE)).properties()
    topics = AdminClient(known).list_topics(timeout=20).topics
    assert "plant.measurement.v1" in topics
    for other in ({"security.protocol": "SASL_PLAINTEXT"}, {"ssl.ca.location": "probe"}):
        with pytest.raises(KafkaException):
            AdminClient(known | other | {"log_level": 0}).list_topics(timeout=3)


def test_the_registry_takes_changes_from_whom_it_knows(settings: Settings):
    schema = {"schema": json.dumps({"type": "record", "name": "Mine", "fields": []})}
    trusting = ssl.create_default_context(cafile=settings.authority)
    commander = passwords_of(settings)["twin.commander"]
    with httpx.Client(base_url=settings.registry_url, verify=trusting, trust_env=False) as client:
        subject, auth = "/subjects/mine-value", ("twin.commander", commander)
        assert client.post(f"{subject}/versions", json=schema).status_code == 401
        assert client.post(f"{subject}/versions", json=schema, auth=auth).status_code == 200
        assert client.delete(subject, auth=auth).status_code == 403
        assert client.get(f"{subject}/versions").json() == [1]


def test_commands_and_streams_work_over_tls(guarded: RunningTwin):
    (line,) = guarded("watch", "PT-941", "--once", "--json").stdout.splitlines()
    assert json.loads(line)["tag"] == "PT-941"
    tailed = guarded("tail", "system.agent_health", "--from", "1m", "--json", "-n", "1")
    assert json.loads(tailed.stdout)["agent"]
    assert guarded.status()["healthy"]
    assert guarded("certs", "show").returncode == 0


def test_a_command_that_does_not_know_of_tls_is_told(guarded: RunningTwin):
    plain = RunningTwin(guarded.home, guarded.base)
    done = plain("get", "PT-941")
    assert done.returncode == UNREACHABLE
    assert f"this instance runs at https://127.0.0.1:{guarded.base}: set TWIN_TLS" in done.stderr

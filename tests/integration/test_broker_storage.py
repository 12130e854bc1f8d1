"""The storage of a new instance is formatted by Kafka's own tool."""

from __future__ import annotations

import uuid
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from twin_ops.kafka.prepare import prepare_kafka
from twin_ops.settings import Settings

pytestmark = pytest.mark.kafka
DASH_FIRST = uuid.UUID(bytes=b"\xf8" + bytes(15))  # as one in sixty-four is


def test_an_id_that_begins_with_a_dash_is_no_option(
    instance_settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    broker = replace(
        prepare_kafka(instance_settings, Console(stderr=True)), data=tmp_path, logs=tmp_path
    )
    monkeypatch.setattr(uuid, "uuid4", lambda: DASH_FIRST)
    broker.configure()
    assert "cluster.id=-AAAA" in (tmp_path / "log" / "meta.properties").read_text()

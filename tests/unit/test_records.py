from __future__ import annotations

import dataclasses

import pytest

from twin_schemas.avro import avro_schema, field_docs
from twin_schemas.messages import CONTRACTS, AgentHealth, Measurement, contract_named
from twin_schemas.record import Record


def test_a_record_is_frozen_and_keyword_only():
    record = _measurement()
    with pytest.raises(dataclasses.FrozenInstanceError):
        record.value = 2.0  # type: ignore[misc]
    with pytest.raises(TypeError):
        Measurement("FT-101")  # type: ignore[call-arg, misc]


def test_a_trusted_record_equals_a_constructed_one():
    record = _measurement()
    assert Measurement.trusted(dict(record.__dict__)) == record


@pytest.mark.parametrize("record", CONTRACTS, ids=lambda r: r.__name__)
def test_every_field_of_every_contract_is_documented(record: type[Record]):
    assert set(field_docs(record)) == {f.name for f in dataclasses.fields(record)}


@pytest.mark.parametrize("record", CONTRACTS, ids=lambda r: r.__name__)
def test_the_key_of_every_contract_is_one_of_its_fields(record: type[Record]):
    assert record.contract.key in {f.name for f in dataclasses.fields(record)}


def test_topics_are_unique():
    topics = [record.contract.topic for record in CONTRACTS]
    assert len(set(topics)) == len(topics)


def test_units_reach_the_schema():
    fields = {f["name"]: f for f in avro_schema(AgentHealth)["fields"]}
    assert fields["time_ns"]["unit"] == "ns"
    assert fields["state"]["type"]["symbols"][0] == "starting"


def test_a_contract_is_found_by_topic_and_by_subject():
    assert contract_named("plant.measurement") is Measurement
    assert contract_named("plant.measurement.v1") is Measurement
    assert contract_named("plant.nothing") is None


def _measurement() -> Measurement:
    return Measurement(
        tag="FT-101",
        value=1.0,
        unit="kg/s",
        quality="good",
        source_time_ns=1,
        server_time_ns=2,
        ingest_time_ns=3,
        origin="plant",
        sequence=0,
    )

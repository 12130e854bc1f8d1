from __future__ import annotations

import json

import pytest

from twin_ops.registry.catalogue import Catalogue, canonical
from twin_ops.registry.errors import SchemaNotFound, SubjectNotFound, VersionNotFound
from twin_schemas.avro import avro_schema
from twin_schemas.evolution import InvalidAvro, broken_rules
from twin_schemas.messages import CONTRACTS


def schema(*fields: dict[str, object]) -> str:
    return json.dumps({"type": "record", "name": "R", "fields": list(fields)})


A = {"name": "a", "type": "long"}
B = {"name": "b", "type": "long"}
B_OPTIONAL = B | {"default": 0}


def _with(catalogue: Catalogue, subject: str, text: str) -> int:
    entry = catalogue.proposed(subject, canonical(text))
    key = {"keytype": "SCHEMA", "subject": subject, "version": entry.version}
    catalogue.apply(key, {"id": entry.id, "schema": entry.schema})
    return entry.id


def test_versions_count_per_subject_and_ids_per_schema():
    catalogue = Catalogue()
    assert _with(catalogue, "one", schema(A)) == 1
    assert _with(catalogue, "one", schema(A, B)) == 2
    assert _with(catalogue, "two", schema(A)) == 1
    assert [v.version for v in catalogue.versions("one")] == [1, 2]
    assert [e.subject for e in catalogue.uses(1)] == ["one", "two"]


def test_what_is_not_there_is_named():
    catalogue = Catalogue()
    _with(catalogue, "one", schema(A))
    with pytest.raises(SubjectNotFound, match="other"):
        catalogue.versions("other")
    with pytest.raises(VersionNotFound, match="9"):
        catalogue.version("one", "9")
    with pytest.raises(SchemaNotFound):
        catalogue.by_id(5)


def test_a_tombstone_removes_a_version():
    catalogue = Catalogue()
    _with(catalogue, "one", schema(A))
    catalogue.apply({"keytype": "SCHEMA", "subject": "one", "version": 1}, None)
    assert catalogue.subjects() == []


@pytest.mark.parametrize(
    ("old", "new", "level", "compatible"),
    [
        (schema(A), schema(A, B_OPTIONAL), "FULL", True),
        (schema(A), schema(A, B), "BACKWARD", False),
        (schema(A), schema(A, B), "FORWARD", True),
        (schema(A, B), schema(A), "BACKWARD", True),
        (schema(A, B), schema(A), "FORWARD", False),
        (schema(A), schema(B), "NONE", True),
    ],
)
def test_compatibility_levels(old: str, new: str, level: str, compatible: bool):
    assert (broken_rules(new, [old], level) == []) is compatible


def test_a_transitive_level_looks_at_all_versions():
    versions = [schema(A, B), schema(A, B_OPTIONAL), schema(A)]
    assert broken_rules(schema(A), versions[:1], "FORWARD")
    assert not broken_rules(schema(A), versions, "FORWARD")
    assert broken_rules(schema(A), versions, "FORWARD_TRANSITIVE")


def test_what_is_no_schema_is_refused():
    with pytest.raises(InvalidAvro):
        broken_rules('{"type": "nonsense"}', [], "BACKWARD")


@pytest.mark.parametrize("record", CONTRACTS, ids=lambda r: r.__name__)
def test_our_contracts_are_schemas_of_the_avro_package_too(record: type):
    text = json.dumps(avro_schema(record))
    assert broken_rules(text, [text], "FULL_TRANSITIVE") == []

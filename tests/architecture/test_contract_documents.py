"""Every contract, field and route is documented, in every document made from the code."""

import pytest

from twin_agents.exchange.api import api_description
from twin_ops.render.asyncapi import asyncapi_document
from twin_ops.render.reference import reference_page
from twin_ops.render.typescript import typescript
from twin_schemas.avro import avro_schema
from twin_schemas.messages import CONTRACTS


@pytest.mark.parametrize("record", CONTRACTS, ids=lambda record: record.contract.topic)
def test_a_contract_and_each_field_say_what_they_are(record: type):
    schema = avro_schema(record)
    assert schema["doc"].strip()
    assert [field["name"] for field in schema["fields"] if not field["doc"].strip()] == []
    section = reference_page().partition(f"## {record.contract.topic}\n")[2].partition("\n## ")[0]
    channel = asyncapi_document()["channels"][record.contract.topic]
    assert channel["messages"][record.__name__]["payload"]["schema"] == schema
    every = "\n".join(typescript().values())
    types = every.partition(f"export interface {record.__name__} {{")[2].partition("}\n")[0]
    for field in schema["fields"]:
        assert f"| `{field['name']}` |" in section
        assert f"  {field['name']}: " in types


def test_every_operation_of_asyncapi_leads_to_a_channel():
    document = asyncapi_document()
    assert document["asyncapi"].startswith("3.")
    paths = {f"#/channels/{name}" for name in document["channels"]}
    assert {one["channel"]["$ref"] for one in document["operations"].values()} <= paths


def test_every_route_says_what_it_does():
    for path, methods in api_description()["paths"].items():
        for method, route in methods.items():
            assert route.get("description", "").strip(), f"{method} {path}"

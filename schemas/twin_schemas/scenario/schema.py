"""JSON Schema of scenario files, for editors; from the form which the reader uses."""

from __future__ import annotations

from typing import Any

from twin_schemas.faults import faults_schema
from twin_schemas.scenario.file import ScenarioForm


def scenario_schema() -> dict[str, Any]:
    """Returns the JSON Schema (draft 2020-12) of a scenario file."""
    schema = ScenarioForm.model_json_schema()
    staged = faults_schema()["properties"]["faults"]
    schema["$defs"]["TriggerForm"]["properties"]["faults"] = {
        **staged,
        "type": "object",
        "description": "faults that begin, each by its name",
    }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
